package io.millrace.worker.serial;

import static io.millrace.worker.serial.Bytes.bothWays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.millrace.aggregate.Aggregates;
import io.millrace.aggregate.CombinableAggregate;
import io.millrace.time.Timestamped;
import io.millrace.type.TypeRef;
import io.millrace.window.Firing;
import io.millrace.window.Window;
import io.millrace.window.WindowResult;
import io.millrace.worker.serial.Everything.Tree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CodecRoundTripTest {

    private static final int SEEDS = 500;

    private final TypeCodecs codecs = Bytes.codecs();

    record Arrayed(int[] ints, byte[] bytes, String[] strings, List<String>[] lists, double[][] matrix) {}

    record Internal<A>(A accumulator, int firings) {}

    /** No record, a final field, no constructor without arguments, a superclass. */
    static final class Plain extends PlainParent {
        private final String name;
        private transient int cached = 1;

        Plain(String name, long total) {
            super(total);
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Plain that && Objects.equals(name, that.name) && total == that.total;
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, total, cached);
        }
    }

    static class PlainParent {
        protected long total;

        PlainParent(long total) {
            this.total = total;
        }
    }

    // ---- shapes

    @Test
    void shouldReadEveryKindOfValueAsItWas() {
        Codec<Everything> codec = codecs.codec(TypeRef.of(Everything.class));

        for (int seed = 0; seed < SEEDS; seed++) {
            Everything value = Everything.of(new Random(seed));
            assertThat(bothWays(codec, value)).as("seed %d", seed).isEqualTo(value);
        }
    }

    @Test
    void shouldReadStringsOfEveryLengthAndAlphabet() {
        Codec<String> codec = codecs.codec(TypeRef.of(String.class));
        for (int length : new int[] {0, 1, 31, 63, 64, 65, 127, 128, 8191, 8192, 100_000}) {
            for (String unit : List.of("a", "\u00e4", "\u0416", "\ud83d\ude00", "\ud83d", "\u0000")) {
                String value = unit.repeat(length);
                assertThat(bothWays(codec, value)).isEqualTo(value);
                assertThat(bothWays(codec, "a" + value)).isEqualTo("a" + value);
            }
        }
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void shouldReadArraysAsTheyWere() {
        Codec<Arrayed> codec = codecs.codec(TypeRef.of(Arrayed.class));
        Arrayed value = new Arrayed(
                new int[] {1, -1, Integer.MIN_VALUE},
                new byte[] {1, 2},
                new String[] {"a", null},
                new List[] {List.of("b")},
                new double[][] {{1.5}, {}, {2, 3}});

        assertThat(bothWays(codec, value)).usingRecursiveComparison().isEqualTo(value);
        assertThat(bothWays(codecs.codec(TypeRef.of(String[].class)), new String[0]))
                .isInstanceOf(String[].class);
    }

    @Test
    void shouldKeepTheDeclaredKindOfCollection() {
        assertThat(bothWays(codecs.codec(new TypeRef<ArrayList<Long>>() {}), new ArrayList<>(List.of(1L))))
                .isInstanceOf(ArrayList.class);
        assertThat(bothWays(codecs.codec(new TypeRef<Collection<Long>>() {}), List.of(1L)))
                .containsExactly(1L);
        assertThat(bothWays(codecs.codec(new TypeRef<Deque<Long>>() {}), new ArrayDeque<>(List.of(1L, 2L))))
                .containsExactly(1L, 2L);
        assertThat(bothWays(codecs.codec(new TypeRef<PriorityQueue<Long>>() {}), new PriorityQueue<>(List.of(2L, 1L)))
                        .poll())
                .isEqualTo(1L);
        assertThat(bothWays(codecs.codec(new TypeRef<HashMap<String, Long>>() {}), new HashMap<>(Map.of("a", 1L))))
                .isEqualTo(Map.of("a", 1L));
        assertThat(bothWays(codecs.codec(new TypeRef<TreeMap<String, Long>>() {}), new TreeMap<>(Map.of("a", 1L))))
                .isEqualTo(Map.of("a", 1L));
    }

    @Test
    void shouldReadCollectionsThatCanBeChangedLikeThoseWritten() {
        List<String> list = bothWays(codecs.codec(new TypeRef<List<String>>() {}), List.of("a"));
        list.add("b");

        assertThat(list).containsExactly("a", "b");
    }

    @Test
    void shouldReadGenericRecordsOfTheApi() {
        Codec<WindowResult<String, Timestamped<Long>>> codec = codecs.codec(new TypeRef<>() {});
        WindowResult<String, Timestamped<Long>> value =
                new WindowResult<>("key", new Window(0, 10), new Timestamped<>(3L, 5), Firing.LATE, 2);

        assertThat(bothWays(codec, value)).isEqualTo(value);
    }

    @Test
    void shouldReadPlainClassesFieldByField() {
        Codec<Plain> codec = codecs.codec(TypeRef.of(Plain.class));

        Plain read = bothWays(codec, new Plain("a", 3));

        assertThat(read).isEqualTo(new Plain("a", 3));
        assertThat(read.cached).as("transient").isZero();
        assertThat(codecs.reflected()).containsExactly(Plain.class.getName());
    }

    // ---- accumulators

    @Test
    void shouldGoOnWithAccumulatorsThatWereRead() throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            assertGoesOn(seed, Aggregates.count(), random);
            assertGoesOn(seed, Aggregates.<Long>sum(value -> value % 1000), random);
            assertGoesOn(seed, Aggregates.<Long>average(value -> value * 0.1), random);
            assertGoesOn(seed, Aggregates.<Long>max(Comparator.naturalOrder()), random);
            assertGoesOn(seed, Aggregates.<Long>topN(7, Comparator.reverseOrder()), random);
        }
        assertThat(codecs.reflected()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private <A, R> void assertGoesOn(int seed, CombinableAggregate<Long, A, R> aggregate, Random random)
            throws Exception {
        TypeRef<?> accumulator = Objects.requireNonNull(aggregate.accumulatorType(TypeRef.of(Long.class)));
        Codec<List<Internal<A>>> codec = (Codec<List<Internal<A>>>)
                codecs.codec(TypeRef.parameterized(List.class, TypeRef.parameterized(Internal.class, accumulator)));
        A straight = aggregate.create();
        A kept = aggregate.create();
        for (int i = 0; i < 50; i++) {
            Long value = random.nextLong();
            straight = aggregate.add(straight, value);
            kept = bothWays(codec, List.of(new Internal<>(aggregate.add(kept, value), i)))
                    .get(0)
                    .accumulator();
            assertThat(aggregate.finish(kept)).as("seed %d", seed).isEqualTo(aggregate.finish(straight));
        }
    }

    // ---- what cannot be written

    @Test
    void shouldRefuseAnOrderThatCannotBeKept() {
        Codec<PriorityQueue<Long>> codec = codecs.codec(new TypeRef<>() {});

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Bytes.encode(codec, new PriorityQueue<>(Comparator.reverseOrder())))
                .withMessageContaining("Order of a collection cannot be written: type=priorityqueue");
    }

    @Test
    void shouldRefuseASubclassOfAClass() {
        Codec<PlainParent> codec = codecs.codec(TypeRef.of(PlainParent.class));

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Bytes.encode(codec, new Plain("a", 1)))
                .withMessageContaining("Value is of another class than its type: type=" + PlainParent.class.getName());
    }

    @Test
    void shouldRefuseValuesThatAreNestedWithoutEnd() throws Exception {
        Codec<Tree<String>> codec = codecs.codec(new TypeRef<>() {});
        Tree<String> list = null;
        for (int i = 0; i < Bounds.MAX_DEPTH; i++) {
            list = new Tree<>("a", list, null);
        }
        Tree<String> deepest = list;
        // A stack as small as any, and code that is not compiled yet.
        Thread thread = new Thread(
                null,
                () -> {
                    assertThat(bothWays(codec, deepest)).isEqualTo(deepest);
                    assertThatExceptionOfType(CodecException.class)
                            .isThrownBy(
                                    () -> Bytes.encode(codec, new Tree<>("a", new Tree<>("a", deepest, null), null)))
                            .withMessageContaining("Values are nested too deeply: type=" + Tree.class.getName());
                },
                "small-stack",
                512 * 1024);
        Throwable[] failure = new Throwable[1];
        thread.setUncaughtExceptionHandler((t, e) -> failure[0] = e);
        thread.start();
        thread.join();
        assertThat(failure[0]).isNull();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void shouldNameTheTypeOfAValueThatIsNoneOfIt() {
        Codec raw = codecs.codec(TypeRef.of(Everything.Scalars.class));

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> raw.encode("text", new Output(10, -1)))
                .withMessageContaining("type=" + Everything.Scalars.class.getName() + ", class=java.lang.String");
    }

    @Test
    void shouldRefuseStreams() {
        Codec<String> codec = codecs.codec(TypeRef.of(String.class));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.encode("a", new Output(new ByteArrayOutputStream())))
                .withMessage("Output stands on a stream; use one on an array");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.decode(new Input(new ByteArrayInputStream(new byte[1]))))
                .withMessage("Input stands on a stream; use one on an array");
    }

    // ---- threads

    @Test
    void shouldServeSeveralThreadsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int first = thread * 1000;
                runs.add(threads.submit(() -> {
                    Codec<Everything> codec = codecs.codec(TypeRef.of(Everything.class));
                    for (int seed = first; seed < first + 300; seed++) {
                        Everything value = Everything.of(new Random(seed));
                        assertThat(bothWays(codec, value)).as("seed %d", seed).isEqualTo(value);
                    }
                    return codec;
                }));
            }
            assertThat(Arrays.asList(
                            runs.get(0).get(), runs.get(1).get(), runs.get(2).get()))
                    .containsOnly(runs.get(3).get());
        } finally {
            threads.shutdownNow();
        }
    }
}

package io.millrace.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.function.Emitter;
import io.millrace.function.OutputTag;
import io.millrace.operator.KeyedCoProcess;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.source.Sources;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State and timers by key, in random interleavings, compared with plain maps. */
class KeyedProcessSimulationTest {

    private static final int SEEDS = 60;
    private static final int RECORDS = 200;
    private static final long BOUND = 20;
    private static final OutputTag<String> SIDE = OutputTag.of("side", String.class);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldKeepStateByKeyInOrderOfArrival(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Click> clicks = Click.random(new Random(seed), RECORDS, 6, 0, 6, 2 * BOUND);
            Map<String, List<String>> expected = new TreeMap<>();
            Map<String, Integer> lasts = new TreeMap<>();
            clicks.forEach(click -> {
                Integer last = lasts.put(click.key(), click.id());
                expected.computeIfAbsent(click.key(), key -> new ArrayList<>()).add(last + ">" + click.id());
            });
            Map<String, List<String>> actual = new TreeMap<>();
            TopologyBuilder builder = TopologyBuilder.named("state");
            clicks(builder, "clicks", clicks)
                    .keyBy(Click::key)
                    .process("last", new LastId(), LastId.LAST)
                    .sink("out", text -> add(actual, text));
            new Simulator(seed, parallelism).run(builder.build());
            assertThat(actual).as("seed %d", seed).isEqualTo(expected);
        }
    }

    /** One split: a timer fires when the watermark reaches it, before the next record, in order of time. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldFireTimersAsTheWatermarkPasses(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Click> clicks = Click.random(new Random(seed), RECORDS, 6, 0, 6, 2 * BOUND);
            Map<String, List<String>> actual = new TreeMap<>();
            TopologyBuilder builder = TopologyBuilder.named("timers");
            clicks(builder, "clicks", clicks)
                    .keyBy(Click::key)
                    .process("timers", new TimerLog(), TimerLog.LAST)
                    .sink("out", text -> add(actual, text));
            new Simulator(seed, parallelism).run(builder.build());
            assertThat(actual).as("seed %d", seed).isEqualTo(timerModel(clicks));
        }
    }

    /** A timer that sets itself anew goes on with the watermark, and ends with the stream. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldEndPeriodicTimersWithTheStream(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Click> clicks = Click.random(new Random(seed), RECORDS, 3, 0, 6, 0);
            Map<String, List<String>> actual = new TreeMap<>();
            TopologyBuilder builder = TopologyBuilder.named("periodic");
            clicks(builder, "clicks", clicks)
                    .keyBy(Click::key)
                    .process("periodic", new Periodic(), Periodic.STARTED)
                    .sink("out", text -> add(actual, text));
            new Simulator(seed, parallelism).run(builder.build());
            long last = clicks.get(RECORDS - 1).timestampMillis() - BOUND;
            actual.forEach((key, fired) -> {
                List<Long> times = fired.stream().map(Long::valueOf).toList();
                for (int i = 1; i < times.size(); i++) {
                    assertThat(times.get(i)).isEqualTo(times.get(i - 1) + 10);
                }
                assertThat(times.get(times.size() - 1)).isBetween(last - 10, last + BOUND + 10);
            });
            assertThat(actual).as("seed %d", seed).hasSize(3);
        }
    }

    /** A join: whichever side comes first waits in state for the other. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldJoinTwoInputsThroughState(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Click> left = Click.random(random, RECORDS, RECORDS, 0, 6, BOUND);
            List<Click> right = Click.random(random, RECORDS, RECORDS, RECORDS, 6, BOUND);
            TreeSet<String> keysOnBothSides = new TreeSet<>();
            left.forEach(click -> keysOnBothSides.add(click.key()));
            TreeSet<String> keysOnTheRight = new TreeSet<>();
            right.forEach(click -> keysOnTheRight.add(click.key()));
            keysOnBothSides.retainAll(keysOnTheRight);
            List<String> joined = new ArrayList<>();
            List<String> doubles = new ArrayList<>();
            TopologyBuilder builder = TopologyBuilder.named("join");
            DataStream<String> results = clicks(builder, "left", left)
                    .keyBy(Click::key)
                    .connect(clicks(builder, "right", right).keyBy(Click::key))
                    .process("join", new Join(), Join.LEFT, Join.RIGHT);
            results.sink("out", joined::add);
            results.sideOutput(SIDE).sink("doubles", doubles::add);
            new Simulator(seed, parallelism).run(builder.build());
            assertThat(joined).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(keysOnBothSides);
            assertThat(joined.size() + doubles.size()).as("seed %d", seed).isLessThan(2 * RECORDS);
        }
    }

    private static Map<String, List<String>> timerModel(List<Click> clicks) {
        Map<String, List<String>> expected = new TreeMap<>();
        Map<String, TreeSet<Long>> timers = new TreeMap<>();
        long watermark = Long.MIN_VALUE;
        for (Click click : clicks) {
            TreeSet<Long> ofKey = timers.computeIfAbsent(click.key(), key -> new TreeSet<>());
            if (click.id() % 5 == 0) {
                ofKey.remove(click.timestampMillis() / 10 * 10);
            } else {
                ofKey.add(click.timestampMillis() / 10 * 10);
            }
            expected.computeIfAbsent(click.key(), key -> new ArrayList<>()).add("r" + click.id());
            if (click.timestampMillis() - BOUND > watermark) {
                watermark = click.timestampMillis() - BOUND;
                fire(expected, timers, watermark);
            }
        }
        fire(expected, timers, Long.MAX_VALUE);
        return expected;
    }

    private static void fire(Map<String, List<String>> expected, Map<String, TreeSet<Long>> timers, long watermark) {
        timers.forEach((key, times) -> {
            while (!times.isEmpty() && times.first() <= watermark) {
                expected.get(key).add("t" + times.pollFirst());
            }
        });
    }

    private static DataStream<Click> clicks(TopologyBuilder builder, String name, List<Click> clicks) {
        return builder.source(
                        name, Sources.splits(List.of(Click.timestamped(clicks))), WindowRun.boundedDisorder(BOUND))
                .map(click -> click);
    }

    private static void add(Map<String, List<String>> byKey, String text) {
        String[] parts = text.split(" ");
        byKey.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(parts[1]);
    }

    private static final class LastId implements KeyedProcess<String, Click, String> {

        static final StateHandle<ValueState<Integer>> LAST = StateHandle.value("last", Integer.class);

        @Override
        public void onRecord(Click click, KeyedContext<String> context, Emitter<String> out) {
            assertThat(context.key()).isEqualTo(click.key());
            ValueState<Integer> last = context.state(LAST);
            out.emit(click.key() + " " + last.get() + ">" + click.id());
            last.clear();
            assertThat(last.get()).isNull();
            last.set(click.id());
        }
    }

    private static final class TimerLog implements KeyedProcess<String, Click, String> {

        static final StateHandle<ValueState<Long>> LAST = StateHandle.value("last", Long.class);

        @Override
        public void onRecord(Click click, KeyedContext<String> context, Emitter<String> out) {
            assertThat(context.timestampMillis()).isEqualTo(click.timestampMillis());
            if (click.id() % 5 == 0) {
                context.timers().clear(click.timestampMillis() / 10 * 10);
            } else {
                context.timers().set(click.timestampMillis() / 10 * 10);
            }
            out.emit(context.key() + " r" + click.id());
        }

        @Override
        public void onTimer(long timestampMillis, KeyedContext<String> context, Emitter<String> out) {
            assertThat(context.timestampMillis()).isEqualTo(timestampMillis);
            out.emit(context.key() + " t" + timestampMillis);
        }
    }

    private static final class Periodic implements KeyedProcess<String, Click, String> {

        static final StateHandle<ValueState<Boolean>> STARTED = StateHandle.value("started", Boolean.class);

        @Override
        public void onRecord(Click click, KeyedContext<String> context, Emitter<String> out) {
            if (context.state(STARTED).get() == null) {
                context.state(STARTED).set(true);
                context.timers().set(click.timestampMillis() + 10);
            }
        }

        @Override
        public void onTimer(long timestampMillis, KeyedContext<String> context, Emitter<String> out) {
            context.timers().set(timestampMillis + 10);
            out.emit(context.key() + " " + timestampMillis);
        }
    }

    private static final class Join implements KeyedCoProcess<String, Click, Click, String> {

        static final StateHandle<ValueState<Integer>> LEFT = StateHandle.value("left", Integer.class);
        static final StateHandle<ValueState<Integer>> RIGHT = StateHandle.value("right", Integer.class);

        @Override
        public void onLeft(Click click, KeyedContext<String> context, Emitter<String> out) {
            assertThat(click.id()).isLessThan(RECORDS);
            join(click, context, out, context.state(LEFT), context.state(RIGHT));
        }

        @Override
        public void onRight(Click click, KeyedContext<String> context, Emitter<String> out) {
            assertThat(click.id()).isGreaterThanOrEqualTo(RECORDS);
            join(click, context, out, context.state(RIGHT), context.state(LEFT));
        }

        private static void join(
                Click click,
                KeyedContext<String> context,
                Emitter<String> out,
                ValueState<Integer> own,
                ValueState<Integer> other) {
            if (own.get() != null) {
                out.emit(SIDE, click.key());
            } else {
                own.set(click.id());
                if (other.get() != null) {
                    out.emit(context.key());
                }
            }
        }
    }
}

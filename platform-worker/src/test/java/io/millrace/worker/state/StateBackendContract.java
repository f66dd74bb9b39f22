package io.millrace.worker.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.state.ListState;
import io.millrace.state.MapState;
import io.millrace.state.ReducingState;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All kinds of state, and timers, are frozen at random moments and changed while they are written. What was written must be
 * what they held at that moment, and what is restored from it, here or in another backend, must go on as they do.
 */
public abstract class StateBackendContract {

    private static final Duration TTL = Duration.ofMillis(300);
    private static final StateHandle<ValueState<String>> VALUE = StateHandle.value("value", String.class);
    private static final StateHandle<ValueState<String>> SHORT =
            StateHandle.value("short", String.class).withTtl(TTL);
    private static final StateHandle<ListState<Integer>> LIST =
            StateHandle.list("list", Integer.class).withTtl(TTL);
    private static final StateHandle<MapState<Integer, String>> MAP =
            StateHandle.map("map", Integer.class, String.class);
    private static final StateHandle<ReducingState<Integer>> SUM =
            StateHandle.reducing("sum", Integer.class, Integer::sum);

    /** Tables of the backend, empty. */
    protected abstract KeyTables tables();

    /** Tables of another backend, empty. */
    protected KeyTables others() {
        return new HeapTables();
    }

    /** Number of runs of each test. */
    protected abstract int seeds();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    public void shouldBeWrittenAsTheyWereAndGoOnFromThere(int part) throws Exception {
        for (int seed = 0; seed < seeds(); seed++) {
            Random random = new Random(seed);
            Work work = new Work(tables(), 1_000_000);
            work.run(random, random.nextInt(3000), null);
            for (int barrier = 0; barrier < 3; barrier++) {
                String about = "part " + part + ", seed " + seed + ", barrier " + barrier;
                List<EntryLog.Entry<Object>> expected = writeAtOnce(work.part(part));
                Work restored = new Work(tables(), work.nowMillis);
                Work original = new Work(others(), work.nowMillis);

                List<EntryLog.Entry<Object>> written = writeMeanwhile(work, part, random);
                assertThat(counted(written)).as(about).isEqualTo(counted(expected));

                restored.restore(part, written, random);
                original.restore(part, expected, random);
                original.run(random, 1000, restored);
                assertThat(restored.seen).as(about).isEqualTo(original.seen);
                assertThat(counted(writeAtOnce(restored.part(part))))
                        .as(about)
                        .isEqualTo(counted(writeAtOnce(original.part(part))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    public void shouldGoOnAsTheOriginalDoes(int run) throws Exception {
        for (int seed = run * seeds() / 4; seed < (run + 1) * seeds() / 4; seed++) {
            Random random = new Random(seed);
            Work work = new Work(tables(), 1_000_000);
            work.run(random, random.nextInt(3000), null);
            Work restored = new Work(others(), work.nowMillis);
            for (int part = 0; part < Work.PARTS; part++) {
                restored.restore(part, writeAtOnce(work.part(part)), random);
            }
            work.seen.clear();
            work.run(random, 2000, restored);
            assertThat(restored.seen).as("seed %d", seed).isEqualTo(work.seen);
        }
    }

    private static List<EntryLog.Entry<Object>> writeAtOnce(KeyedPart<Object> part) {
        EntryLog<Object> log = new EntryLog<>(StateTablesTest::copy);
        KeyedPart.Frozen frozen = part.freeze(log, log);
        while (frozen.writeNext()) {}
        frozen.release();
        return log.entries();
    }

    private static List<EntryLog.Entry<Object>> writeMeanwhile(Work work, int part, Random random) throws Exception {
        EntryLog<Object> ofTask = new EntryLog<>(StateTablesTest::copy);
        EntryLog<Object> ofBackground = new EntryLog<>(StateTablesTest::copy);
        KeyedPart.Frozen frozen = work.part(part).freeze(ofTask, ofBackground);
        boolean isMore = true;
        for (int steps = random.nextInt(12); steps > 0; steps--) {
            work.run(random, random.nextInt(200), null);
            isMore = frozen.writeNext();
        }
        while (isMore) {
            isMore = frozen.writeNext();
        }
        work.run(random, 20, null);
        frozen.release();
        return Stream.of(ofTask, ofBackground)
                .flatMap(log -> log.entries().stream())
                .toList();
    }

    private static Map<Object, Long> counted(List<EntryLog.Entry<Object>> entries) {
        return entries.stream().collect(Collectors.groupingBy(entry -> (Object) entry, Collectors.counting()));
    }

    /** Everything that a step may do with state and timers, at random. */
    private static final class Work {

        static final int PARTS = 6;
        private static final int MANY_KEYS = 1500;
        private static final int FEW_KEYS = 20;

        private final KeyAtHand key = new KeyAtHand();
        private final KeyTables tables;
        private final KeyedStates states;
        private final TimerQueue timers = new TimerQueue("timers");
        private final List<Object> seen = new ArrayList<>();
        private long nowMillis;

        Work(KeyTables tables, long nowMillis) {
            this.tables = tables;
            this.states = new KeyedStates(List.of(VALUE, SHORT, LIST, MAP, SUM), key, tables);
            this.nowMillis = nowMillis;
            states.startCall(nowMillis);
        }

        @SuppressWarnings("unchecked")
        KeyedPart<Object> part(int number) {
            KeyedPart<?> part = number < 5 ? states.parts().get(number) : timers;
            return (KeyedPart<Object>) part;
        }

        void restore(int part, List<EntryLog.Entry<Object>> entries, Random random) {
            List<EntryLog.Entry<Object>> shuffled = new ArrayList<>(entries);
            Collections.shuffle(shuffled, random);
            part(part).expect(shuffled.size());
            shuffled.forEach(entry -> part(part)
                    .restore(entry.namespace(), entry.key(), entry.hash(), StateTablesTest.copy(entry.value())));
        }

        void run(Random random, int steps, @Nullable Work other) throws Exception {
            int keys = random.nextBoolean() ? MANY_KEYS : FEW_KEYS;
            for (int i = 0; i < steps; i++) {
                Step step = new Step(random.nextInt(16), random.nextInt(keys), random.nextInt(50));
                run(step);
                if (other != null) {
                    other.run(step);
                }
            }
        }

        private void run(Step step) throws Exception {
            Integer number = step.number();
            key.set("key" + step.key(), step.key() * 0x9E3779B9);
            switch (step.kind()) {
                case 0 -> states.state(VALUE).set("v" + number);
                case 1 -> states.state(VALUE).clear();
                case 2 -> states.state(SHORT).set("s" + number);
                case 3 -> states.state(LIST).add(number);
                case 4 -> states.state(LIST).addAll(List.of(number, number + 1));
                case 5 -> states.state(MAP).put(number % 5, "m" + number);
                case 6 -> states.state(MAP).remove(number % 5);
                case 7 -> states.state(SUM).add(number);
                case 8 -> timers.set(key.key(), key.hash(), number);
                case 9 -> timers.clear(key.key(), key.hash(), number);
                case 10 -> fire(number / 2);
                case 11 -> look();
                case 12 -> clear(number);
                case 13 -> tables.startCall();
                default -> {
                    nowMillis += number / 5;
                    tables.startCall();
                    states.startCall(nowMillis);
                }
            }
        }

        private void fire(int time) {
            for (int i = 0; i < 3; i++) {
                seen.add(String.valueOf(timers.poll(time)));
            }
        }

        private void clear(int number) {
            if (number % 3 == 0) {
                states.state(LIST).clear();
            } else if (number % 3 == 1) {
                states.state(MAP).clear();
            } else {
                states.state(SUM).clear();
            }
        }

        private void look() {
            seen.add(String.valueOf(states.state(VALUE).get()));
            seen.add(String.valueOf(states.state(SHORT).get()));
            seen.add(List.copyOf(states.state(LIST).get()));
            states.state(MAP).entries().forEach(seen::add);
            seen.add(String.valueOf(states.state(SUM).get()));
        }
    }

    private record Step(int kind, int key, int number) {}
}

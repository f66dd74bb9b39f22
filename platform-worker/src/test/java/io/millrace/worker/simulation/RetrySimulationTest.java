package io.millrace.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.deadletter.DeadLetter;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.sink.Sink;
import io.millrace.source.Sources;
import io.millrace.stream.DataStream;
import io.millrace.stream.SinkStep;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.Timestamped;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Topology;
import io.millrace.worker.reactive.BatchSink;
import io.millrace.worker.task.Checkpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every step fails for some of its records, after it has emitted: a few times for some, always for others. Whatever the
 * order of calls, each record that gets through is there once and in the order of its key, and each that does not is one
 * dead letter.
 */
class RetrySimulationTest {

    private static final int SEEDS = 12;
    private static final int RECORDS = 150;
    private static final int KEYS = 7;
    private static final int RETRIES = 3;

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, false", "4, false", "1, true", "4, true"})
    void shouldLetEachRecordThroughOnceOrWriteOneLetter(int parallelism, boolean isBlocking) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed, isBlocking);
            Simulator simulator = new Simulator(seed, parallelism)
                    .withBarriers(seed % 2 == 0 ? 40 : 0, Checkpoints.NONE)
                    .run(run.topology());

            run.check(seed, simulator);
        }
    }

    private static boolean isPoison(long number, String step) {
        return Math.floorMod(number * 31 + step.hashCode(), 23) == 5;
    }

    /** One run; owned by the thread of the simulator. */
    private static final class Run {

        private final boolean isBlocking;
        private final Random random;
        private final Map<String, Integer> failures = new HashMap<>();
        private final Map<String, Integer> attempts = new HashMap<>();
        private final Map<Long, List<Long>> written = new HashMap<>();
        private final List<String> letters = new ArrayList<>();
        private int letterSinks;

        Run(int seed, boolean isBlocking) {
            this.isBlocking = isBlocking;
            this.random = new Random(seed);
        }

        Topology topology() {
            TopologyBuilder builder = TopologyBuilder.named("retries");
            List<Timestamped<Long>> numbers = LongStream.range(0, RECORDS)
                    .mapToObj(n -> new Timestamped<>(n, n))
                    .toList();
            DataStream<Long> mapped = guarded(builder.source("numbers", Sources.splits(List.of(numbers)))
                    .typed(Long.class)
                    .flatMap("map", (Long number, Emitter<Long> out) -> {
                        out.emit(number);
                        fail("map", number);
                    })
                    .typed(Long.class));
            DataStream<Long> timed = guarded(mapped.keyBy(Long.class, number -> number % KEYS)
                    .process("timers", new Timers(this))
                    .typed(Long.class));
            // All are dealt by key again, so that each key has one writer, and comes in one order.
            DataStream<Long> keyed = guarded(timed.keyBy(Long.class, number -> number % KEYS)
                    .process("keyed", (Long number, KeyedContext<Long> context, Emitter<Long> out) -> {
                        out.emit(number);
                        fail("keyed", number);
                    })
                    .typed(Long.class));
            Sink<Object> batches = new BatchSink(5, this::write);
            SinkStep sink = keyed.sinkTo("write", batches).retry(RETRIES, Duration.ofMillis(1));
            sink.deadLetters().sink("letters-of-write", this::letter);
            return builder.build();
        }

        private DataStream<Long> guarded(DataStream<Long> step) {
            DataStream<Long> guarded = step.onError(ErrorPolicy.DEAD_LETTER).retry(RETRIES, Duration.ofMillis(1));
            DataStream<DeadLetter> dead = guarded.deadLetters();
            dead.sink("letters-" + letterSinks++, this::letter);
            return isBlocking ? guarded.blocking() : guarded;
        }

        private void fail(String step, long number) {
            String call = step + " " + number;
            int wanted = failures.computeIfAbsent(
                    call, key -> isPoison(number, step) ? Integer.MAX_VALUE : Math.max(0, random.nextInt(9) - 5));
            if (attempts.merge(call, 1, Integer::sum) <= wanted) {
                throw new IllegalArgumentException("one too many");
            }
        }

        private void write(List<Object> batch) {
            for (Object value : batch) {
                fail("write", (Long) value);
            }
            batch.forEach(value -> written.computeIfAbsent((Long) value % KEYS, key -> new ArrayList<>())
                    .add((Long) value));
        }

        private void letter(DeadLetter letter) {
            // A timer has no record; its number is one less than its time.
            String number = letter.record() == null ? "" + (letter.timestampMillis() - 1) : letter.record();
            letters.add(letter.operator() + " " + number);
            assertThat(letter.attempts()).isEqualTo(RETRIES + 1);
        }

        void check(int seed, Simulator simulator) {
            Set<Long> expected = new HashSet<>();
            LongStream.range(0, RECORDS).forEach(expected::add);
            Set<String> uniqueLetters = new HashSet<>(letters);
            assertThat(letters).as("seed %d", seed).hasSameSizeAs(uniqueLetters);
            for (String step : List.of("map", "timers", "keyed")) {
                for (long number = 0; number < RECORDS; number++) {
                    boolean isDead = uniqueLetters.contains(step + " " + number);
                    boolean hasComeThere = attempts.containsKey(step + " " + number);
                    assertThat(isDead)
                            .as("%s %d, seed %d", step, number, seed)
                            .isEqualTo(hasComeThere && isPoison(number, step));
                }
            }
            List<Long> through = new ArrayList<>();
            written.forEach((key, values) -> {
                assertThat(values).as("key %d, seed %d", key, seed).isSorted();
                through.addAll(values);
            });
            assertThat(through).as("seed %d", seed).doesNotHaveDuplicates();
            letters.forEach(letter -> through.add(Long.valueOf(letter.substring(letter.indexOf(' ') + 1))));
            assertThat(through).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(simulator.retries("map")).as("seed %d", seed).isPositive();
        }
    }

    /** Emits each number by a timer of its own, which fails after it has emitted. */
    private record Timers(Run run) implements KeyedProcess<Long, Long, Long> {

        @Override
        public void onRecord(Long value, KeyedContext<Long> context, Emitter<Long> out) {
            context.timers().set(context.timestampMillis() + 1);
        }

        @Override
        public void onTimer(long timestampMillis, KeyedContext<Long> context, Emitter<Long> out) {
            // The number is its own time, and a timer of each is set one later.
            out.emit(timestampMillis - 1);
            run.fail("timers", timestampMillis - 1);
        }
    }
}

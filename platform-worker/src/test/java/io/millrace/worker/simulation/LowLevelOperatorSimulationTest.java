package io.millrace.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.source.Sources;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.EventTime;
import io.millrace.time.Timestamped;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of low-level operators, in random interleavings. */
class LowLevelOperatorSimulationTest {

    private static final int SEEDS = 60;
    private static final TypeRef<Long> LONG = TypeRef.of(Long.class);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldLetOwedRecordsPassBeforeTheWatermarkThatIsHeld(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Map<Long, Long> counts = new TreeMap<>();
            TopologyBuilder builder = TopologyBuilder.named("held");
            DataStream<Long> numbers = numbers(builder, 200);
            builder.operator("delay", LONG, () -> new Delay(7), List.of(), List.of(numbers))
                    .keyBy(n -> 0)
                    .window(WindowSpec.tumbling(Duration.ofMillis(10)))
                    .aggregate("counts", Aggregates.count())
                    .sink("out", result -> counts.merge(result.window().startMillis(), result.value(), Long::sum));
            Simulator simulator = new Simulator(seed, parallelism).run(builder.build());
            assertThat(simulator.lateRecords("counts")).as("seed %d", seed).isZero();
            assertThat(counts.values()).as("seed %d", seed).hasSize(20).containsOnly(10L);
        }
    }

    /** What is owed to the end goes out there, and the operators behind still see it before their end. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldReleaseAHeldWatermarkAtTheEnd(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Map<Long, Long> counts = new TreeMap<>();
            TopologyBuilder builder = TopologyBuilder.named("held");
            DataStream<Long> numbers = numbers(builder, 200);
            builder.operator("delay", LONG, () -> new Delay(Integer.MAX_VALUE), List.of(), List.of(numbers))
                    .keyBy(n -> 0)
                    .window(WindowSpec.tumbling(Duration.ofMillis(10)))
                    .aggregate("counts", Aggregates.count())
                    .sink("out", result -> counts.merge(result.window().startMillis(), result.value(), Long::sum));
            Simulator simulator = new Simulator(seed, parallelism).run(builder.build());
            assertThat(simulator.lateRecords("counts")).as("seed %d", seed).isZero();
            assertThat(counts.values()).as("seed %d", seed).hasSize(20).containsOnly(10L);
        }
    }

    /** An operator that lets go of the watermark in onTime is not left waiting for another record. */
    @Test
    void shouldPassOnAWatermarkThatIsReleasedByTime() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<WindowResult<Integer, Long>> results = new ArrayList<>();
            TopologyBuilder builder = TopologyBuilder.named("held");
            DataStream<Long> numbers = builder.source("numbers", new TrickleSource(25, 0));
            builder.operator("hold", LONG, HoldUntilTime::new, List.of(), List.of(numbers.rebalance()))
                    .keyBy(n -> 0)
                    .window(WindowSpec.tumbling(Duration.ofMillis(10)))
                    .aggregate("counts", Aggregates.count())
                    .sink("out", results::add);
            Simulator simulator = new Simulator(seed, 2).start(builder.build());
            simulator.runSteps(20_000);
            assertThat(results).as("seed %d", seed).hasSize(2);
            simulator.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldCallAPausingOperatorAgainUntilAllIsOut(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Long> out = new ArrayList<>();
            TopologyBuilder builder = TopologyBuilder.named("pausing");
            DataStream<Long> numbers = numbers(builder, 300);
            builder.operator("pausing", LONG, Pausing::new, List.of(), List.of(numbers.rebalance()))
                    .rebalance()
                    .sink("out", out::add);
            Simulator simulator = new Simulator(seed, parallelism).run(builder.build());
            assertThat(out.stream().sorted().toList())
                    .as("seed %d", seed)
                    .isEqualTo(LongStream.range(0, 300).boxed().toList());
            assertThat(simulator.maxOverflow()).as("seed %d", seed).isLessThan(300);
        }
    }

    @Test
    void shouldTellBatchEndsAfterRecords() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Long> out = new ArrayList<>();
            TopologyBuilder builder = TopologyBuilder.named("batches");
            DataStream<Long> numbers = numbers(builder, 300).startsStage();
            builder.operator("buffer", LONG, BatchBuffer::new, List.of(), List.of(numbers.rebalance()))
                    .sink("out", out::add);
            new Simulator(seed, 2).run(builder.build());
            assertThat(out.stream().sorted().toList())
                    .as("seed %d", seed)
                    .isEqualTo(LongStream.range(0, 300).boxed().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldTellInputsApartAndGiveABroadcastInputToEachTask(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Long> out = new ArrayList<>();
            TopologyBuilder builder = TopologyBuilder.named("inputs");
            DataStream<Long> numbers = numbers(builder, 100);
            DataStream<Long> rules = builder.source("rules", Sources.splits(List.of(stamped(10))))
                    .map(n -> n);
            builder.operator(
                            "both",
                            LONG,
                            TwoInputs::new,
                            List.of(),
                            List.of(numbers.keyBy(n -> n % 7), rules.broadcast()))
                    .sink("out", out::add);
            new Simulator(seed, parallelism).run(builder.build());
            List<Long> expected =
                    new ArrayList<>(LongStream.range(0, 100).boxed().toList());
            IntStream.range(0, parallelism)
                    .forEach(task -> LongStream.range(0, 10).forEach(n -> expected.add(-1 - n)));
            assertThat(out).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** A record of an input without key has no key, whatever came before it. */
    @Test
    void shouldHaveNoKeyForARecordOfAnInputThatIsNotKeyed() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Long> out = new ArrayList<>();
            TopologyBuilder builder = TopologyBuilder.named("inputs");
            DataStream<Long> numbers = numbers(builder, 100);
            DataStream<Long> rules = builder.source("rules", Sources.splits(List.of(stamped(50))))
                    .map(n -> n);
            builder.operator(
                            "both",
                            LONG,
                            KeyProbe::new,
                            List.of(),
                            List.of(numbers.keyBy(n -> n % 7), rules.broadcast()))
                    .sink("out", out::add);
            new Simulator(seed, 2).run(builder.build());
            assertThat(out).as("seed %d", seed).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldKeepStateAndTimersOfLowLevelOperatorsByKey(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Long> out = new ArrayList<>();
            TopologyBuilder builder = TopologyBuilder.named("state");
            DataStream<Long> numbers = numbers(builder, 210);
            builder.operator("sums", LONG, SumByTimer::new, List.of(SumByTimer.SUM), List.of(numbers.keyBy(n -> n % 7)))
                    .sink("out", out::add);
            new Simulator(seed, parallelism).run(builder.build());
            Map<Long, Long> expected = new HashMap<>();
            LongStream.range(0, 210).forEach(n -> expected.merge(n / 50 * 50 * 10 + n % 7, n, Long::sum));
            assertThat(out).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected.values());
        }
    }

    private static DataStream<Long> numbers(TopologyBuilder builder, int count) {
        return builder.source("numbers", Sources.splits(List.of(stamped(count))))
                .map(n -> n);
    }

    private static List<Timestamped<Long>> stamped(int count) {
        return LongStream.range(0, count).mapToObj(n -> new Timestamped<>(n, n)).toList();
    }

    /** Emits each record some records later, with its old timestamp, and holds the watermark back to the oldest. */
    private static final class Delay implements Operator<Long, Long> {

        private final int length;
        private final Deque<Long> owed = new ArrayDeque<>();
        private Output<Long> out;

        Delay(int length) {
            this.length = length;
        }

        @Override
        public void open(OperatorContext context, Output<Long> output) {
            out = output;
        }

        @Override
        public void onRecord(int input, Long value, long timestampMillis) {
            owed.add(value);
            if (owed.size() > length) {
                out.emit(owed.peek(), owed.remove());
            }
        }

        @Override
        public long watermarkHoldMillis() {
            return owed.isEmpty() ? Long.MAX_VALUE : owed.peek();
        }

        @Override
        public boolean onEnd() {
            while (!owed.isEmpty()) {
                if (out.isFull()) {
                    return false;
                }
                out.emit(owed.peek(), owed.remove());
            }
            return true;
        }
    }

    /** Holds the watermark back until 5 ms of processing time after the last record. */
    private static final class HoldUntilTime implements Operator<Long, Long> {

        private OperatorContext context;
        private Output<Long> out;
        private long wakeAtMillis = Long.MAX_VALUE;

        @Override
        public void open(OperatorContext operatorContext, Output<Long> output) {
            context = operatorContext;
            out = output;
        }

        @Override
        public void onRecord(int input, Long value, long timestampMillis) {
            out.emit(value, timestampMillis);
            wakeAtMillis = context.nowMillis() + 5;
        }

        @Override
        public long watermarkHoldMillis() {
            return wakeAtMillis == Long.MAX_VALUE ? Long.MAX_VALUE : 0;
        }

        @Override
        public long wakeAtMillis() {
            return wakeAtMillis;
        }

        @Override
        public boolean onTime(long nowMillis) {
            assertThat(nowMillis).isGreaterThanOrEqualTo(wakeAtMillis);
            wakeAtMillis = Long.MAX_VALUE;
            return true;
        }
    }

    /** Keeps everything to the end, and then emits one record a call, full or not. */
    private static final class Pausing implements Operator<Long, Long> {

        private final Deque<Long> kept = new ArrayDeque<>();
        private Output<Long> out;
        private boolean hasSeenLastWatermark;

        @Override
        public void open(OperatorContext context, Output<Long> output) {
            out = output;
        }

        @Override
        public void onRecord(int input, Long value, long timestampMillis) {
            kept.add(value);
        }

        @Override
        public boolean onWatermark(long watermarkMillis) {
            if (watermarkMillis == EventTime.END && kept.size() % 3 != 0) {
                out.emit(kept.remove(), 0);
                return false;
            }
            hasSeenLastWatermark = watermarkMillis == EventTime.END;
            return true;
        }

        @Override
        public boolean onEnd() {
            assertThat(hasSeenLastWatermark).isTrue();
            if (!kept.isEmpty()) {
                out.emit(kept.remove(), 0);
            }
            return kept.isEmpty();
        }
    }

    private static final class BatchBuffer implements Operator<Long, Long> {

        private final List<Long> batch = new ArrayList<>();
        private Output<Long> out;

        @Override
        public void open(OperatorContext context, Output<Long> output) {
            out = output;
        }

        @Override
        public void onRecord(int input, Long value, long timestampMillis) {
            batch.add(value);
        }

        @Override
        public void onBatchEnd() {
            batch.forEach(value -> out.emit(value, 0));
            batch.clear();
        }

        @Override
        public boolean onEnd() {
            assertThat(batch).isEmpty();
            return true;
        }
    }

    private static final class TwoInputs implements Operator<Long, Long> {

        private OperatorContext context;
        private Output<Long> out;

        @Override
        public void open(OperatorContext operatorContext, Output<Long> output) {
            context = operatorContext;
            out = output;
        }

        @Override
        public void onRecord(int input, Long value, long timestampMillis) {
            if (input == 0) {
                assertThat(context.key()).isEqualTo(value % 7);
                out.emit(value, timestampMillis);
            } else {
                out.emit(-1 - value, timestampMillis);
            }
        }
    }

    private static final class KeyProbe implements Operator<Long, Long> {

        private LongSupplier key;
        private Output<Long> out;

        @Override
        public void open(OperatorContext context, Output<Long> output) {
            key = () -> (Long) context.key();
            out = output;
        }

        @Override
        public void onRecord(int input, Long value, long timestampMillis) {
            if (input == 1) {
                try {
                    out.emit(key.getAsLong(), timestampMillis);
                } catch (IllegalStateException expected) {
                    assertThat(expected).hasMessageContaining("No key is at hand");
                }
            }
        }
    }

    /** Sums the numbers of a key in spans of 50 ms, by state and a timer. */
    private static final class SumByTimer implements Operator<Long, Long> {

        static final StateHandle<ValueState<Long>> SUM = StateHandle.value("sum", Long.class);

        private OperatorContext context;
        private Output<Long> out;

        @Override
        public void open(OperatorContext operatorContext, Output<Long> output) {
            context = operatorContext;
            out = output;
        }

        @Override
        public void onRecord(int input, Long value, long timestampMillis) {
            ValueState<Long> sum = context.state(SUM);
            sum.set(sum.getOr(0L) + value);
            context.timers().set(timestampMillis / 50 * 50 + 49);
        }

        @Override
        public void onTimer(long timestampMillis) {
            ValueState<Long> sum = context.state(SUM);
            out.emit(sum.getOr(0L), timestampMillis);
            sum.clear();
        }
    }
}

package io.millrace.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.function.OutputTag;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Splits that are silent, come back, end at once or do not stop when they are told to. */
class SourceSimulationTest {

    private static final int SEEDS = 60;
    private static final OutputTag<Long> LATE = OutputTag.of("late", Long.class);

    /** A silent partition beside a busy one holds nobody up once it is idle. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldAdvanceBesideASilentSplitOnceItIsIdle(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<WindowResult<Integer, Long>> results = new ArrayList<>();
            TopologyBuilder builder = TopologyBuilder.named("silent");
            builder.source("numbers", new TrickleSource(100, 2), idleAfter(20))
                    .keyBy(n -> 0)
                    .window(WindowSpec.tumbling(Duration.ofMillis(10)))
                    .aggregate("counts", Aggregates.count())
                    .sink("out", results::add);
            Simulator simulator = new Simulator(seed, parallelism).start(builder.build());
            long deadlineMillis = simulator.nowMillis() + 60_000;
            while (results.size() < 9 && simulator.nowMillis() < deadlineMillis) {
                simulator.runSteps(100);
            }
            assertThat(results).as("seed %d", seed).hasSize(9).allMatch(result -> result.value() == 10);
            simulator.stop();
            assertThat(results).as("seed %d", seed).hasSize(9);
        }
    }

    @Test
    void shouldWaitForASilentSplitThatIsNeverIdle() {
        List<WindowResult<Integer, Long>> results = new ArrayList<>();
        TopologyBuilder builder = TopologyBuilder.named("silent");
        builder.source("numbers", new TrickleSource(100, 1))
                .keyBy(n -> 0)
                .window(WindowSpec.tumbling(Duration.ofMillis(10)))
                .aggregate("counts", Aggregates.count())
                .sink("out", results::add);
        Simulator simulator = new Simulator(1, 2).start(builder.build());
        simulator.runSteps(20_000);
        assertThat(results).isEmpty();
        simulator.stop();
    }

    /** A split that was idle and comes back with old records: they are late, and none of them is lost in silence. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldCallOldRecordsOfAReturningSplitLate(int parallelism) {
        long lateInTotal = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            for (boolean isTwoStage : new boolean[] {true, false}) {
                Set<Long> counted = new TreeSet<>();
                List<Long> late = new ArrayList<>();
                TopologyBuilder builder = TopologyBuilder.named("returning");
                WindowSpec spec = WindowSpec.tumbling(Duration.ofMillis(10));
                var results = builder.source("numbers", new ReturningSource(), idleAfter(20))
                        .keyBy(n -> n % 3)
                        .window(isTwoStage ? spec : spec.earlyEvery(1_000_000))
                        .lateRecordsTo(LATE)
                        .aggregate("numbers-in", Aggregates.topN(100, Long::compare));
                results.sink("out", result -> counted.addAll(result.value()));
                results.sideOutput(LATE).sink("late", late::add);
                Simulator simulator = new Simulator(seed, parallelism).run(builder.build());
                Set<Long> all = new TreeSet<>(counted);
                all.addAll(late);
                lateInTotal += simulator.lateRecords("numbers-in");
                assertThat(simulator.lateRecords("numbers-in"))
                        .as("seed %d two-stage %s", seed, isTwoStage)
                        .isEqualTo(ReturningSource.ALL - counted.size());
                assertThat(all)
                        .as("seed %d two-stage %s late %s", seed, isTwoStage, late)
                        .hasSize(ReturningSource.ALL);
            }
        }
        assertThat(lateInTotal).isPositive();
    }

    /** What the first of two stages holds back goes on before its task is idle, and so before others go past it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldLetGoOfWhatIsCombinedBeforeASplitIsIdle(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Map<Long, Long> counts = new TreeMap<>();
            TopologyBuilder builder = TopologyBuilder.named("combined");
            builder.source("numbers", new OvertakingSource(), idleAfter(20))
                    .keyBy(n -> 0)
                    .window(WindowSpec.tumbling(Duration.ofMillis(100)))
                    .aggregate("counts", Aggregates.count())
                    .sink("out", result -> counts.merge(result.window().startMillis(), result.value(), Long::sum));
            Simulator simulator = new Simulator(seed, parallelism).start(builder.build());
            long deadlineMillis = simulator.nowMillis() + 60_000;
            while (counts.size() < 3 && simulator.nowMillis() < deadlineMillis) {
                simulator.runSteps(100);
            }
            simulator.stop();
            assertThat(counts).as("seed %d", seed).isEqualTo(Map.of(0L, 100L, 100L, 105L, 200L, 100L));
            assertThat(simulator.lateRecords("counts")).as("seed %d", seed).isZero();
        }
    }

    /** Readers that ignore isFull and end in the same call: the end does not overtake what still waits. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldNotLetTheEndOfASplitOvertakeItsRecords(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Map<Long, Long> counts = new TreeMap<>();
            TopologyBuilder builder = TopologyBuilder.named("greedy");
            builder.source("numbers", new GreedySource(3, 400))
                    .keyBy(n -> n % 50)
                    .window(WindowSpec.tumbling(Duration.ofMillis(20)))
                    .aggregate("counts", Aggregates.count())
                    .rebalance()
                    .sink("out", result -> counts.merge(result.window().startMillis(), result.value(), Long::sum));
            Simulator simulator = new Simulator(seed, parallelism).run(builder.build());
            assertThat(simulator.lateRecords("counts")).as("seed %d", seed).isZero();
            assertThat(counts.values()).as("seed %d", seed).hasSize(20).containsOnly(60L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void shouldReadMoreSplitsThanAreOpenAtOnce(int parallelism) {
        Map<Long, Long> counts = new TreeMap<>();
        TopologyBuilder builder = TopologyBuilder.named("many");
        builder.source("numbers", new GreedySource(300, 10))
                .keyBy(n -> n)
                .window(WindowSpec.tumbling(Duration.ofMillis(5)))
                .aggregate("counts", Aggregates.count())
                .sink("out", result -> counts.merge(result.window().startMillis(), result.value(), Long::sum));
        new Simulator(1, parallelism).run(builder.build());
        assertThat(counts).isEqualTo(Map.of(0L, 1500L, 5L, 1500L));
    }

    /** A split that was not asked for long, because its task was held up, has not been silent. */
    @Test
    void shouldNotTakeABusyThreadForSilence() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Long> late = new ArrayList<>();
            TopologyBuilder builder = TopologyBuilder.named("slow");
            var results = builder.source("numbers", new AlternatingSource(300), idleAfter(300))
                    .keyBy(n -> 0)
                    .window(WindowSpec.tumbling(Duration.ofMillis(10)).earlyEvery(1_000_000))
                    .lateRecordsTo(LATE)
                    .aggregate("counts", Aggregates.count());
            results.startsStage().sink("out", result -> {});
            results.sideOutput(LATE).sink("late", late::add);
            new Simulator(seed, 2).withMaxNanosPerCall(400_000_000).run(builder.build());
            assertThat(late).as("seed %d", seed).isEmpty();
        }
    }

    private static WatermarkStrategy<Object> idleAfter(long millis) {
        return WatermarkStrategy.inOrder().withIdleness(Duration.ofMillis(millis));
    }

    /** Two splits: one goes up to 299 at once, the other gives 0 to 9, sleeps 100 ms, and gives 10 to 299 negated in part. */
    private static final class ReturningSource implements Source<Long> {

        static final int ALL = 600;

        @Override
        public List<String> splits() {
            return List.of("busy", "returning");
        }

        @Override
        public SplitReader<Long> open(String split, SplitContext context) {
            long offset = split.equals("busy") ? 0 : 300;
            long pauseAt = split.equals("busy") ? 250 : 10;
            long openedMillis = context.nowMillis();
            long waitMillis = split.equals("busy") ? 300 : 100;
            return new SplitReader<>() {

                private long next;

                @Override
                public Progress read(SourceOutput<Long> out) {
                    while (!out.isFull()) {
                        if (next == 300) {
                            return Progress.END;
                        }
                        if (next >= pauseAt && context.nowMillis() < openedMillis + waitMillis) {
                            return Progress.NOTHING_NOW;
                        }
                        out.emit(offset + next, next++);
                    }
                    return Progress.MORE;
                }
            };
        }
    }

    /** One split gives 100 to 104 and is silent; the other gives 0 to 300, of which 100 and more come after 100 ms. */
    private static final class OvertakingSource implements Source<Long> {

        @Override
        public List<String> splits() {
            return List.of("silent", "overtaking");
        }

        @Override
        public SplitReader<Long> open(String split, SplitContext context) {
            boolean isSilent = split.equals("silent");
            long openedMillis = context.nowMillis();
            return new SplitReader<>() {

                private long next = isSilent ? 100 : 0;

                @Override
                public Progress read(SourceOutput<Long> out) {
                    boolean isOver = next > (isSilent ? 104 : 300);
                    boolean waits = !isSilent && next >= 100 && context.nowMillis() < openedMillis + 100;
                    if (isOver || waits) {
                        return Progress.NOTHING_NOW;
                    }
                    out.emit(next, next++);
                    return Progress.MORE;
                }
            };
        }
    }

    private static final class GreedySource implements Source<Long> {

        private final int splits;
        private final int records;

        GreedySource(int splits, int records) {
            this.splits = splits;
            this.records = records;
        }

        @Override
        public List<String> splits() {
            return IntStream.range(0, splits).mapToObj(Integer::toString).toList();
        }

        @Override
        public SplitReader<Long> open(String split, SplitContext context) {
            return out -> {
                for (long n = 0; n < records; n++) {
                    out.emit(n, n);
                }
                return SplitReader.Progress.END;
            };
        }
    }

    /** Each split has a record in every other call only. */
    private static final class AlternatingSource implements Source<Long> {

        private final int records;

        AlternatingSource(int records) {
            this.records = records;
        }

        @Override
        public List<String> splits() {
            return List.of("0", "1");
        }

        @Override
        public SplitReader<Long> open(String split, SplitContext context) {
            return new SplitReader<>() {

                private long next;
                private boolean hasNothing;

                @Override
                public Progress read(SourceOutput<Long> out) {
                    hasNothing = !hasNothing;
                    if (hasNothing) {
                        return Progress.NOTHING_NOW;
                    }
                    out.emit(next, next++);
                    return next == records ? Progress.END : Progress.MORE;
                }
            };
        }
    }
}

package io.millrace.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.source.DiscoveringSource;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitDiscovery;
import io.millrace.source.SplitReader;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that find their splits while they are read. */
class DiscoverySimulationTest {

    private static final int SEEDS = 40;
    private static final int STEPS = 3_000;

    private final List<Long> read = new ArrayList<>();
    private final List<WindowResult<Integer, Long>> results = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldReadSplitsThatAreFoundLater(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            read.clear();
            Partitions partitions = new Partitions();
            partitions.put("p0", 0, 1, 2).put("p1", 10, 11);
            Simulator simulator = start(seed, parallelism, partitions, WatermarkStrategy.inOrder());
            simulator.runSteps(STEPS);
            assertThat(read).as("seed %d", seed).isEmpty();

            partitions.isReachable = true;
            simulator.runSteps(STEPS);
            assertThat(read).as("seed %d", seed).containsExactlyInAnyOrder(0L, 1L, 2L, 10L, 11L);
            assertThat(partitions.newSplits).as("seed %d", seed).isEmpty();

            partitions.put("p2", 20, 21);
            assertThat(simulator.runSteps(STEPS)).as("seed %d, not ended", seed).isTrue();
            assertThat(read).as("seed %d", seed).containsExactlyInAnyOrder(0L, 1L, 2L, 10L, 11L, 20L, 21L);
            assertThat(partitions.newSplits).as("seed %d", seed).containsExactly("p2");
            simulator.stop();
        }
    }

    /** Splits that never end wait for nobody's end. */
    @Test
    void shouldReadAllOfVeryManySplitsThatNeverEnd() {
        Partitions partitions = new Partitions();
        for (int i = 0; i < 200; i++) {
            partitions.put("p" + i, i);
        }
        partitions.isReachable = true;
        Simulator simulator = start(1, 2, partitions, WatermarkStrategy.inOrder());
        simulator.runSteps(STEPS);
        assertThat(read).hasSize(200).doesNotHaveDuplicates();
        simulator.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldEndWithTheLastSplitWhereNoOthersWillCome(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            read.clear();
            Partitions partitions = new Partitions();
            partitions.put("p0", 0, 1, 2).put("p1", 10, 11);
            partitions.isReachable = true;
            partitions.isComplete = true;
            start(seed, parallelism, partitions, WatermarkStrategy.inOrder()).stop();
            start(seed, parallelism, partitions, WatermarkStrategy.inOrder()).runSteps(STEPS);
            assertThat(read).as("seed %d", seed).contains(0L, 1L, 2L, 10L, 11L);
        }
    }

    /** Tasks that have no split hold nobody up, once it is known that they have none. */
    @Test
    void shouldPromiseNothingBeforeAllSplitsAreKnown() {
        for (int seed = 0; seed < SEEDS; seed++) {
            results.clear();
            Partitions partitions = new Partitions();
            partitions.put("p0", 0, 5, 25, 55);
            partitions.isReachable = true;
            partitions.isLooking = true;
            Simulator simulator = start(seed, 3, partitions, WatermarkStrategy.inOrder());
            simulator.runSteps(STEPS);
            assertThat(results).as("seed %d", seed).isEmpty();

            partitions.isLooking = false;
            simulator.runSteps(STEPS);
            assertThat(sums()).as("seed %d", seed).isEqualTo(Map.of(0L, 2L, 20L, 1L));
            simulator.stop();
        }
    }

    /** Whoever cannot be reached may have records: it is not idle. */
    @Test
    void shouldNotTakeASplitThatCannotBeReachedForASilentOne() {
        for (int seed = 0; seed < SEEDS; seed++) {
            results.clear();
            Partitions partitions = new Partitions();
            partitions.put("p0", 0, 5, 25, 55).put("p1", 7);
            partitions.isReachable = true;
            partitions.unreachable.add("p1");
            Simulator simulator =
                    start(seed, 2, partitions, WatermarkStrategy.<Long>inOrder().withIdleness(Duration.ofMillis(20)));
            simulator.runSteps(STEPS);
            assertThat(results).as("seed %d", seed).isEmpty();

            partitions.unreachable.clear();
            simulator.runSteps(STEPS);
            assertThat(sums()).as("seed %d", seed).isEqualTo(Map.of(0L, 3L, 20L, 1L));
            simulator.stop();
        }
    }

    /** One record that claims to come from the future does not make all others late. */
    @Test
    void shouldNotLetARecordFromTheFutureMakeOthersLate() {
        long now = new Simulator(0, 1).nowMillis();
        long start = now - now % 10 - 1_000;
        for (int seed = 0; seed < SEEDS; seed++) {
            results.clear();
            Partitions partitions = new Partitions();
            partitions.put("p0", start, start + 1, now + 9_000_000_000L, start + 2, start + 3, start + 15);
            partitions.isReachable = true;
            Simulator simulator =
                    start(seed, 1, partitions, WatermarkStrategy.<Long>inOrder().withMaxAhead(Duration.ofSeconds(1)));
            simulator.runSteps(STEPS);
            assertThat(sums()).as("seed %d", seed).isEqualTo(Map.of(start, 4L));
            simulator.stop();
        }
    }

    private Simulator start(int seed, int parallelism, Partitions partitions, WatermarkStrategy<Long> watermarks) {
        TopologyBuilder builder = TopologyBuilder.named("found");
        var numbers = builder.source("numbers", partitions, watermarks);
        numbers.sink("read", read::add);
        numbers.keyBy(n -> 0)
                .window(WindowSpec.tumbling(Duration.ofMillis(10)))
                .aggregate("counts", Aggregates.count())
                .sink("out", results::add);
        return new Simulator(seed, parallelism).start(builder.build());
    }

    private Map<Long, Long> sums() {
        Map<Long, Long> sums = new TreeMap<>();
        results.forEach(result -> sums.merge(result.window().startMillis(), result.value(), Long::sum));
        return sums;
    }

    /** Numbers, each its own timestamp, in partitions that come to be known. */
    private static final class Partitions implements DiscoveringSource<Long> {

        private final Map<String, List<Long>> partitions = new LinkedHashMap<>();
        private final Set<String> unreachable = new TreeSet<>();
        private final Set<String> newSplits = new TreeSet<>();
        private boolean isReachable;
        private boolean isLooking;
        private boolean isComplete;

        Partitions put(String name, long... numbers) {
            List<Long> list = new ArrayList<>();
            for (long number : numbers) {
                list.add(number);
            }
            partitions.put(name, list);
            return this;
        }

        @Override
        public TypeRef<?> type() {
            return TypeRef.of(Long.class);
        }

        @Override
        public SplitReader<Long> open(String split, SplitContext context) {
            if (context.isNewSplit()) {
                newSplits.add(split);
            }
            List<Long> numbers = partitions.get(split);
            int[] next = {0};
            return (SourceOutput<Long> out) -> {
                if (unreachable.contains(split)) {
                    return SplitReader.Progress.UNREACHABLE;
                }
                while (next[0] < numbers.size() && !out.isFull()) {
                    long number = numbers.get(next[0]++);
                    out.emit(number, number);
                }
                return next[0] < numbers.size() || !isComplete
                        ? SplitReader.Progress.NOTHING_NOW
                        : SplitReader.Progress.END;
            };
        }

        @Override
        public SplitDiscovery discover(SplitContext context) {
            return new Search(context);
        }

        private final class Search implements SplitDiscovery {

            private final SplitContext context;
            private boolean hasLooked;

            Search(SplitContext context) {
                this.context = context;
            }

            @Override
            public boolean owns(String split) {
                return Integer.parseInt(split.substring(1)) % context.parallelism() == context.taskIndex();
            }

            @Override
            public List<String> poll() {
                if (!isReachable) {
                    return List.of();
                }
                hasLooked = !isLooking;
                return partitions.keySet().stream().filter(this::owns).toList();
            }

            @Override
            public Progress progress() {
                if (!hasLooked) {
                    return Progress.LOOKING;
                }
                return isComplete ? Progress.COMPLETE : Progress.WATCHING;
            }
        }
    }
}

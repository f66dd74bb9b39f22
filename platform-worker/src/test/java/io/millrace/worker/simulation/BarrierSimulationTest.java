package io.millrace.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.type.TypeRef;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.snapshot.TaskSnapshot;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.CutListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Barriers through a graph with a diamond, keyed exchanges, operators that keep records in flight, and splits that end
 * early: behind every barrier each step has taken exactly what the sources had sent before it.
 */
class BarrierSimulationTest {

    private static final int SEEDS = 150;
    private static final long ORIGIN = 1_000_000;
    private static final TypeRef<Long> LONG = TypeRef.of(Long.class);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldCutTheStreamOfEachSplitAtOnePlace(int parallelism) {
        int cuts = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            CutLog log = run(seed, parallelism, true);
            for (long barrier : log.cuts()) {
                Map<Long, Long> sent = log.taken("sent", barrier);
                String about = "seed " + seed + ", barrier " + barrier;
                assertThat(log.taken("held", barrier)).as(about).isEqualTo(sent);
                assertThat(log.taken("keyed", barrier)).as(about).isEqualTo(sent);
                assertThat(log.taken("taken", barrier)).as(about).isEqualTo(twice(sent));
                cuts++;
            }
        }
        assertThat(cuts).isGreaterThan(SEEDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void shouldLoseNothingBeforeABarrierWithoutAlignment(int parallelism) {
        boolean hasDoubled = false;
        for (int seed = 0; seed < SEEDS; seed++) {
            CutLog log = run(seed, parallelism, false);
            for (long barrier : log.cuts()) {
                Map<Long, Long> taken = log.taken("taken", barrier);
                Map<Long, Long> sent = twice(log.taken("sent", barrier));
                sent.forEach((split, count) -> assertThat(taken.getOrDefault(split, 0L))
                        .as("barrier %d, split %d", barrier, split)
                        .isGreaterThanOrEqualTo(count));
                hasDoubled |= !taken.equals(sent);
            }
        }
        assertThat(hasDoubled)
                .as("a record behind a barrier was taken before it")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldTellOfEachCutInOrder(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Map<String, List<Long>> told = new HashMap<>();
            Simulator simulator = new Simulator(seed, parallelism).withBarriers(40, barriers(true, told));
            simulator.run(topology(new Random(seed), new CutLog(value -> value / ORIGIN)));
            long last = simulator.barriers();
            assertThat(told.values())
                    .as("seed %d", seed)
                    .allSatisfy(ids ->
                            assertThat(ids).doesNotHaveDuplicates().isSorted().allMatch(id -> id >= 1 && id <= last));
        }
    }

    private static CutLog run(int seed, int parallelism, boolean isAligning) {
        Random random = new Random(seed);
        CutLog log = new CutLog(value -> value / ORIGIN);
        Simulator simulator = new Simulator(seed, parallelism)
                .withBarriers(20 + random.nextInt(200), barriers(isAligning, new HashMap<>()));
        simulator.run(topology(random, log));
        return log;
    }

    private static Checkpoints barriers(boolean isAligning, Map<String, List<Long>> told) {
        CutListener listener = new CutListener() {
            @Override
            public void onCut(TaskSnapshot snapshot) {
                told.computeIfAbsent(snapshot.task().toString(), key -> new ArrayList<>())
                        .add(snapshot.checkpointId());
            }

            @Override
            public void onEnded(TaskId task) {}

            @Override
            public void onCommitted(TaskId task, long checkpointId) {}
        };
        Checkpoints none = Checkpoints.NONE;
        return new Checkpoints(false, isAligning, listener, none.codecs(), none.restored(), none.clockNanos());
    }

    private static Topology topology(Random random, CutLog log) {
        int splits = 1 + random.nextInt(6);
        int[] lengths = IntStream.range(0, splits)
                .map(split -> random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(400))
                .toArray();
        int held = random.nextInt(3) * 5;
        TopologyBuilder builder = TopologyBuilder.named("cuts");
        DataStream<Long> numbers = builder.source("numbers", new Splits(lengths));
        DataStream<Long> sent = builder.operator("sent", LONG, log::counting, List.of(), List.of(numbers));
        DataStream<Long> inFlight =
                builder.operator("held", LONG, () -> log.holding(held), List.of(), List.of(sent.rebalance()));
        DataStream<Long> keyed =
                builder.operator("keyed", LONG, log::counting, List.of(), List.of(inFlight.keyBy(value -> value % 7)));
        DataStream<Long> both = keyed.rebalance().union(sent.rebalance());
        builder.operator("taken", LONG, log::counting, List.of(), List.of(both)).sink("output", value -> {});
        return builder.build();
    }

    private static Map<Long, Long> twice(Map<Long, Long> counts) {
        Map<Long, Long> twice = new TreeMap<>();
        counts.forEach((origin, count) -> twice.put(origin, 2 * count));
        return twice;
    }

    /** Splits of given lengths; a value says where it comes from. */
    private static final class Splits implements Source<Long> {

        private final int[] lengths;

        Splits(int[] lengths) {
            this.lengths = lengths;
        }

        @Override
        public List<String> splits() {
            return IntStream.range(0, lengths.length)
                    .mapToObj(Integer::toString)
                    .toList();
        }

        @Override
        public TypeRef<?> type() {
            return LONG;
        }

        @Override
        public SplitReader<Long> open(String split, SplitContext context) {
            int number = Integer.parseInt(split);
            return new SplitReader<>() {

                private int next;

                @Override
                public Progress read(SourceOutput<Long> out) {
                    while (next < lengths[number] && !out.isFull()) {
                        out.emit(number * ORIGIN + next, next);
                        next++;
                    }
                    return next < lengths[number] ? Progress.MORE : Progress.END;
                }
            };
        }
    }
}

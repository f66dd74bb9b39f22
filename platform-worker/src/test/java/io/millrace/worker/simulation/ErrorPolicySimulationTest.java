package io.millrace.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.CombinableAggregate;
import io.millrace.function.Emitter;
import io.millrace.source.Sources;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.Timestamped;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every step throws for some of its records and leaves them out: the results are those of a model that knows only the
 * rest, however the steps are fused, combined and interleaved.
 */
class ErrorPolicySimulationTest {

    private static final int SEEDS = 30;
    private static final int RECORDS = 600;
    private static final int WINDOW_MILLIS = 40;
    private static final int DUPLICATE = 1_000_000;

    @ParameterizedTest
    @CsvSource({
        "1, FUSED, TUMBLING",
        "1, CUT, TUMBLING",
        "2, FUSED, TUMBLING",
        "3, CUT, TUMBLING",
        "4, CUT, TUMBLING",
        "1, FUSED, FIRING_EARLY",
        "3, CUT, FIRING_EARLY"
    })
    void shouldLeaveOutExactlyWhatFails(int parallelism, Plan plan, Windows windows) {
        Model model = new Model();
        for (int seed = 0; seed < SEEDS; seed++) {
            Map<String, Long> sums = new HashMap<>();
            List<Long> written = new ArrayList<>();
            Simulator simulator =
                    new Simulator(seed, parallelism).run(topology(plan == Plan.CUT, windows.spec, sums, written));

            assertThat(sums).as("seed %d", seed).isEqualTo(model.sums);
            assertThat(written.stream().sorted().toList()).as("seed %d", seed).containsExactlyElementsOf(model.written);
            for (String step : model.taken.keySet()) {
                assertThat(simulator.skippedRecords(step))
                        .as("%s, seed %d", step, seed)
                        .isEqualTo(model.skipped.get(step));
                // What is counted of a step in two stages is put together where the status is made.
                if (!step.equals("windows") || parallelism == 1 || windows == Windows.FIRING_EARLY) {
                    assertThat(simulator.recordsIn(step))
                            .as("%s, seed %d", step, seed)
                            .isEqualTo(model.taken.get(step));
                }
            }
        }
    }

    private static Topology topology(boolean isCut, WindowSpec spec, Map<String, Long> sums, List<Long> written) {
        TopologyBuilder builder = TopologyBuilder.named("policies");
        List<Timestamped<Long>> numbers = LongStream.range(0, RECORDS)
                .mapToObj(n -> new Timestamped<>(n, n))
                .toList();
        DataStream<Long> parsed = builder.source("numbers", Sources.splits(List.of(numbers)))
                .typed(Long.class)
                .map("parse", ErrorPolicySimulationTest::parse)
                .typed(Long.class)
                .onError(ErrorPolicy.SKIP);
        DataStream<Long> expanded = (isCut ? parsed.rebalance() : parsed)
                .flatMap("expand", ErrorPolicySimulationTest::expand)
                .typed(Long.class)
                .onError(ErrorPolicy.SKIP);
        expanded.keyBy(Long.class, ErrorPolicySimulationTest::keyOf)
                .window(spec)
                .aggregate("windows", new Sum())
                .onError(ErrorPolicy.SKIP)
                .sink(
                        "sums",
                        result -> sums.put(result.key() + "@" + result.window().startMillis(), result.value()));
        (isCut ? expanded.rebalance() : expanded)
                .sink("write", number -> write(number, written))
                .onError(ErrorPolicy.SKIP);
        return builder.build();
    }

    private static Long parse(Long number) {
        refuse(number % 11 == 3);
        return number % 13 == 5 ? null : number;
    }

    private static void expand(Long number, Emitter<Long> out) {
        out.emit(number);
        refuse(number % 17 == 4);
        out.emit(number + DUPLICATE);
    }

    private static Long keyOf(Long number) {
        refuse(number % 19 == 2);
        return number % 19 == 3 ? null : number % 7;
    }

    private static void write(Long number, List<Long> written) {
        refuse(number % 23 == 0);
        written.add(number);
    }

    /** Key 6 has nothing but such records, and so must have no result. */
    private static boolean isRefusedBySum(long number) {
        return number % 7 == 6 || number % 5 == 1;
    }

    private static void refuse(boolean isRefused) {
        if (isRefused) {
            throw new IllegalArgumentException("one too many");
        }
    }

    private enum Plan {
        FUSED,
        CUT
    }

    private enum Windows {
        TUMBLING(WindowSpec.tumbling(Duration.ofMillis(WINDOW_MILLIS))),
        FIRING_EARLY(WindowSpec.tumbling(Duration.ofMillis(WINDOW_MILLIS)).earlyEvery(2));

        private final WindowSpec spec;

        Windows(WindowSpec spec) {
            this.spec = spec;
        }
    }

    /** What is left, and what is not, by the loops that the steps stand for. */
    private static final class Model {

        private final Map<String, Long> sums = new HashMap<>();
        private final List<Long> written = new ArrayList<>();
        private final Map<String, Long> skipped = new HashMap<>();
        private final Map<String, Long> taken = new HashMap<>();

        Model() {
            for (long number = 0; number < RECORDS; number++) {
                taken.merge("parse", 1L, Long::sum);
                if (number % 11 == 3 || number % 13 == 5) {
                    skip("parse");
                } else {
                    expand(number);
                }
            }
            written.sort(null);
        }

        private void expand(long number) {
            taken.merge("expand", 1L, Long::sum);
            take(number, number);
            if (number % 17 == 4) {
                skip("expand");
            } else {
                take(number + DUPLICATE, number);
            }
        }

        private void take(long number, long timestampMillis) {
            taken.merge("windows", 1L, Long::sum);
            taken.merge("write", 1L, Long::sum);
            if (number % 23 == 0) {
                skip("write");
            } else {
                written.add(number);
            }
            if (number % 19 == 2 || number % 19 == 3 || isRefusedBySum(number)) {
                skip("windows");
            } else {
                long start = timestampMillis / WINDOW_MILLIS * WINDOW_MILLIS;
                sums.merge(number % 7 + "@" + start, number, Long::sum);
            }
        }

        private void skip(String step) {
            skipped.merge(step, 1L, Long::sum);
        }
    }

    /** Sums in arrays; refuses some numbers before it has changed anything. */
    private static final class Sum implements CombinableAggregate<Long, long[], Long> {

        @Override
        public long[] create() {
            return new long[1];
        }

        @Override
        public long[] add(long[] accumulator, Long value) {
            refuse(isRefusedBySum(value));
            accumulator[0] += value;
            return accumulator;
        }

        @Override
        public long[] combine(long[] into, long[] other) {
            into[0] += other[0];
            return into;
        }

        @Override
        public Long finish(long[] accumulator) {
            return accumulator[0];
        }
    }
}

package io.millrace.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.Timestamped;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSimulationTest {

    private static final int SEEDS = 300;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldCountTheSameInEveryInterleaving(int parallelism) {
        List<List<Timestamped<String>>> splits = splits(parallelism, 500);
        Map<String, Long> expected = new TreeMap<>();
        splits.forEach(split -> split.forEach(
                word -> expected.merge(word.value() + "@" + word.timestampMillis() / 100 * 100, 1L, Long::sum)));
        for (long seed = 0; seed < SEEDS; seed++) {
            Map<String, Long> counts = new TreeMap<>();
            List<String> doubles = new ArrayList<>();
            Topology topology = topology(splits, result -> {
                Long before = counts.put(result.key() + "@" + result.window().startMillis(), result.value());
                if (before != null) {
                    doubles.add(result.toString());
                }
            });
            new Simulator(seed, parallelism).run(topology);
            assertThat(counts).as("seed %d", seed).isEqualTo(expected);
            assertThat(doubles).as("seed %d", seed).isEmpty();
        }
    }

    private static Topology topology(
            List<List<Timestamped<String>>> splits,
            io.millrace.function.SinkFunction<WindowResult<String, Long>> sink) {
        TopologyBuilder builder = TopologyBuilder.named("count");
        builder.source("words", Sources.splits(splits), WatermarkStrategy.boundedDisorder(Duration.ofMillis(20)))
                .map(word -> word)
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(Duration.ofMillis(100)))
                .aggregate("counts", Aggregates.count())
                .sink("out", sink);
        return builder.build();
    }

    private static List<List<Timestamped<String>>> splits(int count, int records) {
        Random random = new Random(7);
        List<List<Timestamped<String>>> splits = new ArrayList<>();
        for (int split = 0; split < count; split++) {
            List<Timestamped<String>> words = new ArrayList<>();
            for (int i = 0; i < records; i++) {
                words.add(new Timestamped<>("w" + random.nextInt(20), i * 3L + random.nextInt(20)));
            }
            splits.add(words);
        }
        return splits;
    }
}

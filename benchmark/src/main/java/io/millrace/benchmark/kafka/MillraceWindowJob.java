package io.millrace.benchmark.kafka;

import io.millrace.aggregate.Aggregates;
import io.millrace.benchmark.engine.RunningTopology;
import io.millrace.kafka.KafkaSink;
import io.millrace.kafka.KafkaSource;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.NioDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The job in Millrace, with checkpoints in a temporary folder, synced as always.
 *
 * @param cluster where its topics are
 * @param windowMillis length of a window
 * @param commitMillis time between two checkpoints
 * @param parallelism tasks of each step
 */
record MillraceWindowJob(KafkaCluster cluster, int windowMillis, int commitMillis, int parallelism)
        implements WindowJob {

    @Override
    public String engine() {
        return "millrace";
    }

    @Override
    public Running start(String input, String output, String id) throws Exception {
        Path folder = Files.createTempDirectory("millrace-bench-kafka");
        CheckpointStore store = FileCheckpointStore.open(NioDisk.at(folder), id);
        RunningTopology running = RunningTopology.start(
                topology(input, output, id), parallelism, store, Duration.ofMillis(commitMillis), change -> {});
        return () -> {
            running.close();
            store.close();
            delete(folder);
        };
    }

    private Topology topology(String input, String output, String id) {
        TopologyBuilder topology = TopologyBuilder.named(id);
        topology.source(
                        "words",
                        KafkaSource.of(cluster.client(), new StringDeserializer(), input),
                        WatermarkStrategy.inOrder())
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(Duration.ofMillis(windowMillis)))
                .aggregate("counts", Aggregates.count())
                .sinkTo(
                        "results",
                        KafkaSink.<WindowResult<String, Long>, byte[]>to(
                                        output, MillraceWindowJob::value, new ByteArraySerializer(), cluster.client())
                                .key(WindowResult::key, new StringSerializer()));
        return topology.build();
    }

    private static byte[] value(WindowResult<String, Long> result) {
        return new CountedWindow(result.window().startMillis(), result.value()).toBytes();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

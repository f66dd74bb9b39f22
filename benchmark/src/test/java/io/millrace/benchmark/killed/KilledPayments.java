package io.millrace.benchmark.killed;

import io.millrace.aggregate.Aggregates;
import io.millrace.kafka.KafkaSink;
import io.millrace.kafka.KafkaSource;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import io.millrace.worker.TaskExecutor;
import io.millrace.worker.TopologyRun;
import io.millrace.worker.WorkerSettings;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sums payments by account and window, from Kafka to Kafka. May be killed and run again. */
final class KilledPayments {

    static final String RUNNING = "RUNNING";
    static final String FINISHED = "finished";
    static final int PAUSE_MILLIS = 20;

    private static final String TOPOLOGY = "killed-payments";

    private KilledPayments() {}

    /** Exits with 0 when all is summed up. Arguments: brokers, name of the run, folder, payments in each pause. */
    public static void main(String[] args) throws Exception {
        Fault fault = Fault.ofThisProcess();
        Commits commits = new Commits();
        Topology topology = topology(new PaymentTopics(args[0], args[1]), Integer.parseInt(args[3]), fault, commits);
        WorkerSettings worker = WorkerSettings.defaults().withThreads(2).withParallelism(2);
        SupervisorSettings settings = SupervisorSettings.every(Duration.ofMillis(200));
        Path checkpoints = Files.createDirectories(Path.of(args[2]));
        try (CheckpointStore store =
                        new HaltingStore(FileCheckpointStore.open(NioDisk.at(checkpoints), TOPOLOGY), fault, commits);
                TaskExecutor executor = new TaskExecutor(worker)) {
            TopologyRun run = executor.run(topology, change -> {}, new Taps(), store, settings);
            TopologyStatus status = awaitEnd(run);
            if (status.state() != TopologyState.FINISHED) {
                System.out.println("ended: " + status);
                Runtime.getRuntime().halt(1);
            }
            System.out.println(FINISHED);
        }
    }

    private static TopologyStatus awaitEnd(TopologyRun run) throws InterruptedException {
        TopologyStatus status = run.await(Duration.ofMillis(100));
        while (!status.state().isTerminal()) {
            System.out.println(status.state() + ", payments: "
                    + status.operator("payments").recordsOut() + ", checkpoints: "
                    + status.checkpoints().completed() + ", failed: "
                    + status.checkpoints().failed() + ", restored: "
                    + status.checkpoints().restoredFrom() + ", restarts: "
                    + status.checkpoints().restarts());
            status = run.await(Duration.ofMillis(100));
        }
        return status;
    }

    private static Topology topology(PaymentTopics topics, int payments, Fault fault, Commits commits) {
        Map<String, Object> cluster = Map.of("bootstrap.servers", topics.servers());
        KafkaSource<Long> source = KafkaSource.of(cluster, new LongDeserializer(), topics.payments())
                .untilLatest();
        KafkaSink<WindowResult<String, Long>> sink =
                KafkaSink.to(topics.sums(), KilledPayments::result, new StringSerializer(), cluster);
        TopologyBuilder builder = TopologyBuilder.named(TOPOLOGY);
        builder.source("payments", new PacedTopic<>(source, payments, PAUSE_MILLIS), WatermarkStrategy.<Long>inOrder())
                .keyBy(String.class, Payments::account)
                .window(WindowSpec.tumbling(Duration.ofMillis(Payments.WINDOW_MILLIS)))
                .aggregate("sums", Aggregates.<Long>sum(Payments::amount))
                .sinkTo("kafka", new HaltingSink<>(sink, fault, commits));
        return builder.build();
    }

    private static String result(WindowResult<String, Long> result) {
        return Payments.result(result.window().startMillis(), result.key(), result.value());
    }
}

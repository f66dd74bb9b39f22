package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.kafka.KafkaSource;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import io.millrace.worker.TaskExecutor;
import io.millrace.worker.TopologyRun;
import io.millrace.worker.WorkerSettings;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Words of several partitions, counted by the engine itself. */
@Timeout(90)
class EngineIT {

    private static final SupervisorSettings SETTINGS = SupervisorSettings.every(Duration.ofMillis(50))
            .withRestarts(new RestartBudget.Settings(3, 3_600_000, 1, 4));

    private static TestBroker broker;

    @TempDir
    Path folder;

    private final String topic;

    private final CommittedLines shown = new CommittedLines();
    private final AtomicInteger faults = new AtomicInteger();
    private TaskExecutor executor = newExecutor();

    EngineIT(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
    }

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void start() throws Exception {
        broker.create(topic, 3);
    }

    @AfterEach
    void stop() {
        executor.close();
    }

    @Test
    void shouldCountEachWordOnceOverAFailureAndNewPartitionsAndARestart() throws Exception {
        send(3, 0, 300);
        faults.set(1);
        try (FileCheckpointStore store = FileCheckpointStore.open(NioDisk.at(folder), "words")) {
            TopologyRun run = executor.run(counts(), change -> {}, new Taps(), store, SETTINGS);
            untilShown(run, 300);
            // "poison" fails once, and the part is restarted from its last checkpoint.
            broker.send(topic, 0, "poison");
            untilShown(run, 301);
            assertThat(run.status().checkpoints().restarts()).isOne();
            broker.addPartitions(topic, 5);
            send(5, 300, 200);
            untilShown(run, 501);
            run.stop();
            assertThat(run.await(Duration.ofSeconds(30)).state()).isEqualTo(TopologyState.STOPPED);
        }
        executor.close();
        send(5, 500, 100);
        executor = newExecutor();
        try (FileCheckpointStore store = FileCheckpointStore.open(NioDisk.at(folder), "words")) {
            TopologyRun run = executor.run(counts(), change -> {}, new Taps(), store, SETTINGS);
            untilShown(run, 601);
            assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(expected(600, "poison=1"));
            executor.close();
        }
    }

    @Test
    void shouldCloseAllWindowsAtTheEndOfABoundedTopic() throws Exception {
        send(3, 0, 600);
        TopologyBuilder builder = TopologyBuilder.named("words");
        builder.source(
                        "source",
                        source().untilLatest(),
                        WatermarkStrategy.<String>boundedDisorder(Duration.ofSeconds(1)))
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(Duration.ofDays(36_500)))
                .aggregate("counts", Aggregates.count())
                .map("lines", result -> result.key() + "=" + result.value())
                .sinkTo("shown", shown);
        TopologyStatus status = executor.run(builder.build()).await(Duration.ofSeconds(60));
        assertThat(status.failure()).isNull();
        assertThat(status.state()).isEqualTo(TopologyState.FINISHED);
        assertThat(shown.lines())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10).mapToObj(i -> "word" + i + "=60").toList());
    }

    private Topology counts() {
        TopologyBuilder builder = TopologyBuilder.named("words");
        builder.source("source", source().discoveryInterval(Duration.ofMillis(200)))
                .map("checked", this::check)
                .typed(String.class)
                .keyBy(String.class, word -> word)
                .process("counts", new RunningCount(), RunningCount.COUNT)
                .sinkTo("shown", shown);
        return builder.build();
    }

    private String check(String word) {
        if (word.equals("poison") && faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException(word);
        }
        return word;
    }

    private KafkaSource<String> source() {
        return KafkaSource.of(broker.clients(), new StringDeserializer(), topic);
    }

    private void send(int partitions, int first, int count) throws Exception {
        for (int i = first; i < first + count; i++) {
            broker.sendLater(topic, i % partitions, "word" + i % 10);
        }
        broker.flush();
    }

    private static List<String> expected(int words, String more) {
        List<String> lines = new ArrayList<>(List.of(more));
        for (int i = 0; i < words; i++) {
            lines.add("word" + i % 10 + "=" + (i / 10 + 1));
        }
        return lines;
    }

    private void untilShown(TopologyRun run, int lines) {
        Eventually.until(() -> {
            assertThat(run.status().failure()).isNull();
            return shown.lines().size() >= lines;
        });
        assertThat(shown.lines()).hasSize(lines).doesNotHaveDuplicates();
    }

    private static TaskExecutor newExecutor() {
        return new TaskExecutor(
                WorkerSettings.defaults().withThreads(2).withParallelism(2).withBatchSize(16));
    }
}

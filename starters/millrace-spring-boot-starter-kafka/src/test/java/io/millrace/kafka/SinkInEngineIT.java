package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.sink.TestCluster;
import io.millrace.sink.Sink;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.worker.TaskExecutor;
import io.millrace.worker.TopologyRun;
import io.millrace.worker.WorkerSettings;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine itself writes through the sink, fails, is stopped and started again: what a reader of committed records sees. */
@Timeout(120)
class SinkInEngineIT {

    private static final long NUMBERS = 400;
    private static final SupervisorSettings SETTINGS = SupervisorSettings.every(Duration.ofMillis(100))
            .withRestarts(new RestartBudget.Settings(20, 3_600_000, 1, 4));

    @TempDir
    Path folder;

    private final TestCluster cluster = TestCluster.shared();
    private final NumberedValues numbers = new NumberedValues(NUMBERS);
    private String topic;
    private KafkaSink<String> sink;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        // Timestamps are those of the results, which are years old.
        topic = cluster.topic(test.getTestMethod().orElseThrow().getName(), 3, Map.of("retention.ms", "-1"));
        sink = KafkaSink.<String>to(topic, new StringSerializer(), cluster.config())
                .key(value -> value, new StringSerializer());
    }

    @Test
    void shouldShowEveryResultOnceWhenStepsFail() throws Exception {
        AtomicInteger faults = new AtomicInteger(3);
        Topology topology = topology(sink, 2, faults);
        try (CheckpointStore store = store();
                TaskExecutor executor = executor()) {
            TopologyRun run = start(executor, topology, store);
            for (long gate = 40; gate <= NUMBERS; gate += 40) {
                numbers.lift(gate);
                long shown = gate;
                until(() -> cluster.values(topic).size() >= 2 * shown);
            }
            TopologyStatus status = run.await(Duration.ofSeconds(60));
            assertThat(status.failure()).isNull();
            assertThat(status.state()).isEqualTo(TopologyState.FINISHED);
            // Two tasks that fail at once are one restart.
            assertThat(status.checkpoints().restarts()).isBetween(1L, 3L);
        }
        assertThat(cluster.values(topic)).containsExactlyInAnyOrderElementsOf(all());
    }

    @Test
    void shouldShowEveryResultOnceWhenTheNumberOfTasksChanges() throws Exception {
        long gate = 0;
        for (int parallelism : new int[] {4, 2, 3}) {
            gate += 100;
            numbers.lift(gate);
            try (CheckpointStore store = store();
                    TaskExecutor executor = executor()) {
                TopologyRun run = start(executor, topology(sink, parallelism, new AtomicInteger()), store);
                long shown = 2 * gate;
                until(() -> cluster.values(topic).size() >= shown);
                run.stop();
                assertThat(run.await(Duration.ofSeconds(60)).state()).isEqualTo(TopologyState.STOPPED);
            }
        }
        numbers.lift(NUMBERS);
        try (CheckpointStore store = store();
                TaskExecutor executor = executor()) {
            TopologyRun run = start(executor, topology(sink, 3, new AtomicInteger()), store);
            assertThat(run.await(Duration.ofSeconds(60)).state()).isEqualTo(TopologyState.FINISHED);
        }
        assertThat(cluster.values(topic)).containsExactlyInAnyOrderElementsOf(all());
    }

    @Test
    void shouldLeaveOutWhatCannotBeSerializedWhereThePolicySaysSo() throws Exception {
        Serializer<String> picky = (ofTopic, value) -> {
            if (value.equals("a7")) {
                throw new IllegalArgumentException("not this one");
            }
            return new StringSerializer().serialize(ofTopic, value);
        };
        KafkaSink<String> pickySink = KafkaSink.to(topic, picky, cluster.config());
        TopologyBuilder builder = TopologyBuilder.named(topic);
        builder.source("numbers", numbers)
                .typed(String.class)
                .sinkTo("out", pickySink)
                .onError(ErrorPolicy.SKIP);
        numbers.lift(NUMBERS);
        try (CheckpointStore store = store();
                TaskExecutor executor = executor()) {
            TopologyStatus status = start(executor, builder.build(), store).await(Duration.ofSeconds(60));
            assertThat(status.failure()).isNull();
        }
        List<String> expected = all();
        expected.remove("a7");
        assertThat(cluster.values(topic)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void shouldShowResultsWithoutCheckpointsToo() throws Exception {
        TopologyBuilder builder = TopologyBuilder.named(topic).guarantee(Guarantee.AT_MOST_ONCE);
        builder.source("numbers", numbers).typed(String.class).sinkTo("out", sink);
        numbers.lift(NUMBERS);
        try (TaskExecutor executor = executor()) {
            TopologyStatus status = executor.run(builder.build()).await(Duration.ofSeconds(60));
            assertThat(status.failure()).isNull();
            assertThat(status.state()).isEqualTo(TopologyState.FINISHED);
        }
        assertThat(cluster.values(topic)).containsExactlyInAnyOrderElementsOf(all());
    }

    @Test
    void shouldLoseNothingAtLeastOnce() throws Exception {
        AtomicInteger faults = new AtomicInteger(2);
        try (CheckpointStore store = store();
                TaskExecutor executor = executor()) {
            TopologyRun run = start(executor, topology(sink.atLeastOnce(), 2, faults), store);
            numbers.lift(NUMBERS);
            assertThat(run.await(Duration.ofSeconds(60)).failure()).isNull();
        }
        assertThat(new HashSet<>(cluster.values(topic))).isEqualTo(new HashSet<>(all()));
    }

    /** A step that fails some times at numbers that it comes to again and again. */
    private Topology topology(Sink<String> output, int parallelism, AtomicInteger faults) {
        TopologyBuilder builder = TopologyBuilder.named(topic);
        builder.source("numbers", numbers)
                .map("passed", value -> {
                    if (value.endsWith("33") && faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new IllegalStateException("fault at " + value);
                    }
                    return value;
                })
                .typed(String.class)
                .rebalance()
                .sinkTo("out", output)
                .parallelism(parallelism);
        return builder.build();
    }

    private static List<String> all() {
        List<String> all = new ArrayList<>();
        for (long i = 0; i < NUMBERS; i++) {
            all.add("a" + i);
            all.add("b" + i);
        }
        return all;
    }

    private CheckpointStore store() throws Exception {
        return FileCheckpointStore.open(NioDisk.at(folder), topic);
    }

    private static TaskExecutor executor() {
        return new TaskExecutor(
                WorkerSettings.defaults().withThreads(2).withParallelism(2).withBatchSize(16));
    }

    private static TopologyRun start(TaskExecutor executor, Topology topology, CheckpointStore store) {
        return executor.run(topology, change -> {}, new Taps(), store, SETTINGS);
    }

    private static void until(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
        }
    }

    private interface Condition {

        boolean holds() throws Exception;
    }
}

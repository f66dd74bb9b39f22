package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.status.CheckpointStatus;
import io.millrace.status.TopologyHealth;
import io.millrace.status.TopologyState;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.Disk;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import java.time.Duration;

/** Counts while the disk of its checkpoints takes nothing for a while: goes on counting, says so, and heals by itself. */
final class OutageRun {

    private static final String NAME = "outage";
    private static final int KEYS = 5;
    private static final int SPLITS = 2;
    private static final SupervisorSettings SETTINGS = SupervisorSettings.every(Duration.ofMillis(20));

    private final GatedNumbers numbers = new GatedNumbers(SPLITS, 4_000);
    private final ShownLines shown = new ShownLines();

    void check(Disk disk, Outage outage) throws Exception {
        WorkerSettings settings = WorkerSettings.defaults().withThreads(2).withParallelism(2);
        try (CheckpointStore store = FileCheckpointStore.open(disk, NAME);
                TaskExecutor executor = new TaskExecutor(settings)) {
            TopologyRun run = executor.run(topology(), change -> {}, new Taps(), store, SETTINGS);
            numbers.lift(1_000);
            Await.until(() -> shown.lines().size() == 1_000 * SPLITS, run::status);
            outage.begin();
            numbers.lift(2_000);
            Await.until(() -> checkpoints(run).failedInARow() >= 3, run::status);
            Await.until(() -> shown.written() == 2_000 * SPLITS, run::status);
            assertThat(TopologyHealth.of(run.status())).isEqualTo(TopologyHealth.DEGRADED);
            assertThat(run.status().state()).isEqualTo(TopologyState.RUNNING);
            assertThat(checkpoints(run).lastFailure()).contains("Checkpoint");
            assertThat(shown.lines())
                    .as("nothing is shown before it is decided")
                    .hasSize(1_000 * SPLITS);
            outage.end();
            numbers.lift(3_000);
            Await.until(() -> shown.lines().size() == 3_000 * SPLITS, run::status);
            Await.until(() -> TopologyHealth.of(run.status()) == TopologyHealth.RUNNING, run::status);
            assertThat(checkpoints(run).failedInARow()).isZero();
            numbers.lift(4_000);
            assertThat(run.await(Duration.ofSeconds(20)).state()).isEqualTo(TopologyState.FINISHED);
            assertThat(checkpoints(run).restarts()).isZero();
        }
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 4_000 * SPLITS / KEYS));
    }

    private static CheckpointStatus checkpoints(TopologyRun run) {
        return run.status().checkpoints();
    }

    private Topology topology() {
        TopologyBuilder builder = TopologyBuilder.named(NAME);
        builder.source("numbers", numbers)
                .keyBy(Long.class, n -> n % KEYS)
                .process("counts", new Counting(), Counting.COUNT)
                .sinkTo("shown", shown);
        return builder.build();
    }
}

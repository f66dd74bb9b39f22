package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people can ask of a running topology: to come to its end, and to end at once. */
@Timeout(60)
class SteeringTest {

    private static final String NAME = "steered";
    private static final int SPLITS = 2;
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final GatedNumbers numbers = new GatedNumbers(SPLITS, 1000).lift(100);
    private final Queue<Long> sums = new ConcurrentLinkedQueue<>();
    private final Queue<Long> seen = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isToFail = new AtomicBoolean();

    @Test
    void shouldFireOpenWindowsWhenItIsDrained() throws Exception {
        try (TaskExecutor executor = executor()) {
            TopologyRun run = executor.run(topology(Guarantee.AT_MOST_ONCE));
            awaitNumbers();
            assertThat(sums).isEmpty();

            run.drain();

            assertThat(run.await(LONG).state()).isEqualTo(TopologyState.FINISHED);
            assertThat(sums).containsExactly(2 * 100L);
        }
    }

    @Test
    void shouldFireOpenWindowsWhenItIsKeptAliveAndDrained() throws Exception {
        try (CheckpointStore store = store();
                TaskExecutor executor = executor()) {
            TopologyRun run = start(executor, store);
            awaitNumbers();

            run.drain();

            assertThat(run.await(LONG).state()).isEqualTo(TopologyState.FINISHED);
            assertThat(sums).containsExactly(2 * 100L);
        }
    }

    @Test
    void shouldDrainOnAfterAFailure() throws Exception {
        try (CheckpointStore store = store();
                TaskExecutor executor = executor()) {
            TopologyRun run = start(executor, store);
            awaitNumbers();

            isToFail.set(true);
            run.drain();

            TopologyStatus status = run.await(LONG);
            assertThat(status.state()).isEqualTo(TopologyState.FINISHED);
            assertThat(status.checkpoints().restarts()).isEqualTo(1);
            assertThat(sums).containsExactly(2 * 100L);
        }
    }

    @Test
    void shouldEndAtOnceWithoutALastCheckpoint() throws Exception {
        try (CheckpointStore store = store();
                TaskExecutor executor = executor()) {
            TopologyRun run = start(executor, store);
            awaitNumbers();

            run.cancelNow();

            TopologyStatus status = run.await(LONG);
            assertThat(status.state()).isEqualTo(TopologyState.STOPPED);
            assertThat(status.checkpoints().completed()).isZero();
            assertThat(sums).isEmpty();
        }
        assertThat(folder).isDirectoryNotContaining("glob:**/chk-*");
    }

    @Test
    void shouldEndAtOnceWhatNobodyKeepsAlive() throws Exception {
        try (TaskExecutor executor = executor()) {
            TopologyRun run = executor.run(topology(Guarantee.AT_MOST_ONCE));
            awaitNumbers();

            run.cancelNow();

            assertThat(run.await(LONG).state()).isEqualTo(TopologyState.STOPPED);
            assertThat(sums).isEmpty();
        }
    }

    @Test
    void shouldTakeNoNoteOfWhatIsAskedAfterTheEnd() throws Exception {
        try (TaskExecutor executor = executor()) {
            TopologyRun run = executor.run(topology(Guarantee.AT_MOST_ONCE));
            run.drain();
            assertThat(run.await(LONG).state()).isEqualTo(TopologyState.FINISHED);

            run.drain();
            run.cancelNow();
            run.stop();

            assertThat(run.status().state()).isEqualTo(TopologyState.FINISHED);
        }
    }

    private void awaitNumbers() throws Exception {
        Await.until(() -> seen.size() >= SPLITS * 100, seen::size);
    }

    /** One window of which the end never comes. */
    private Topology topology(Guarantee guarantee) {
        TopologyBuilder builder = TopologyBuilder.named(NAME).guarantee(guarantee);
        builder.source("numbers", numbers, WatermarkStrategy.boundedDisorder(Duration.ZERO))
                .typed(Long.class)
                .filter("passed", number -> {
                    seen.add(number);
                    return true;
                })
                .keyBy(number -> "all")
                .window(WindowSpec.tumbling(Duration.ofDays(1)))
                .aggregate("counts", Aggregates.count())
                .sink("sums", result -> {
                    if (isToFail.compareAndSet(true, false)) {
                        throw new IllegalStateException("Planted");
                    }
                    sums.add(result.value());
                });
        return builder.build();
    }

    private TopologyRun start(TaskExecutor executor, CheckpointStore store) {
        return executor.run(
                topology(Guarantee.EXACTLY_ONCE),
                change -> {},
                new Taps(),
                store,
                SupervisorSettings.every(Duration.ofHours(1)));
    }

    private CheckpointStore store() throws Exception {
        return FileCheckpointStore.open(NioDisk.at(folder), NAME);
    }

    private static TaskExecutor executor() {
        return new TaskExecutor(WorkerSettings.defaults().withParallelism(2).withThreads(1));
    }
}

package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.status.TopologyState;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.supervise.Beginning;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A savepoint is taken of a topology at a known place, and another start, perhaps of a changed one, begins there. */
@Timeout(60)
class SavepointTest {

    private static final String NAME = "counting";
    private static final int KEYS = 5;
    private static final int SPLITS = 2;
    private static final SupervisorSettings SETTINGS = SupervisorSettings.every(Duration.ofMillis(20));

    @TempDir
    private Path folder;

    private final GatedNumbers numbers = new GatedNumbers(SPLITS, 100);
    private final ShownLines shown = new ShownLines();
    private CheckpointStore store;

    @BeforeEach
    void open() throws Exception {
        store = FileCheckpointStore.open(NioDisk.at(folder), NAME);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Half of the numbers are counted when the savepoint is taken, some more are before the stop. */
    private long savepointInTheMiddle() throws Exception {
        try (TaskExecutor executor = executor(1)) {
            TopologyRun run = start(executor, topology("counts"), SETTINGS);
            numbers.lift(50);
            Await.until(() -> shown.written() == 50 * SPLITS, shown::written);
            long savepoint = run.savepoint().get();
            numbers.lift(70);
            Await.until(
                    () -> shown.lines().size() == 70 * SPLITS,
                    () -> shown.lines().size());
            run.stop();
            assertThat(run.await(Duration.ofSeconds(20)).state()).isEqualTo(TopologyState.STOPPED);
            assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 28));
            return savepoint;
        } finally {
            shown.clear();
        }
    }

    @Test
    void shouldBeginWithASavepointThatWasTakenWhileItRan() throws Exception {
        long savepoint = savepointInTheMiddle();
        runToEnd(topology("counts"), SETTINGS.withStartFrom(savepoint), 1);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 20, 40));
    }

    @Test
    void shouldGoOnFromTheStopWithoutASavepoint() throws Exception {
        savepointInTheMiddle();
        runToEnd(topology("counts"), SETTINGS, 1);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 28, 40));
    }

    @Test
    void shouldGoOnFurtherThanTheSavepointThatTheRunBeganWith() throws Exception {
        SupervisorSettings settings = SETTINGS.withStartFrom(savepointInTheMiddle());
        try (TaskExecutor executor = executor(1)) {
            TopologyRun run = start(executor, topology("counts"), settings);
            numbers.lift(80);
            Await.until(
                    () -> shown.lines().size() == 30 * SPLITS,
                    () -> shown.lines().size());
            run.stop();
            assertThat(run.await(Duration.ofSeconds(20)).state()).isEqualTo(TopologyState.STOPPED);
        }
        runToEnd(topology("counts"), settings, 1);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 20, 40));
    }

    @Test
    void shouldBeginOnceWithWhatSomebodyHasAskedFor() throws Exception {
        Beginning wish = new Beginning(savepointInTheMiddle(), "first");
        runAndStop(SETTINGS.withBeginning(wish), 80, 30);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 20, 32));

        runAndStop(SETTINGS.withBeginning(wish), 90, 40);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 20, 36));

        shown.clear();
        runToEnd(topology("counts"), SETTINGS.withBeginning(new Beginning(wish.checkpointId(), "second")), 1);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 20, 40));
    }

    @Test
    void shouldBeginAnewIfSomebodyHasAskedForThat() throws Exception {
        savepointInTheMiddle();
        runToEnd(topology("counts"), SETTINGS.withBeginning(new Beginning(0, "anew")), 1);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 40));
    }

    @Test
    void shouldNotGoBackToWhatIsConfiguredAfterSomebodyAskedForSomethingElse() throws Exception {
        SupervisorSettings configured = SETTINGS.withStartFrom(savepointInTheMiddle());
        runAndStop(configured, 80, 30);
        runAndStop(configured.withBeginning(new Beginning(0, "anew")), 90, 30 + 90);

        shown.clear();
        runToEnd(topology("counts"), configured, 1);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 36, 40));
    }

    /** Runs until each split has given so many numbers, and so many lines for each have been shown in all. */
    private void runAndStop(SupervisorSettings settings, int lifted, int lines) throws Exception {
        try (TaskExecutor executor = executor(1)) {
            TopologyRun run = start(executor, topology("counts"), settings);
            numbers.lift(lifted);
            Await.until(
                    () -> shown.lines().size() == lines * SPLITS,
                    () -> shown.lines().size());
            run.stop();
            assertThat(run.await(Duration.ofSeconds(20)).state()).isEqualTo(TopologyState.STOPPED);
        }
    }

    @Test
    void shouldGiveStateToAnOperatorOfAnotherName() throws Exception {
        long savepoint = savepointInTheMiddle();
        runToEnd(topology("totals", "counts"), SETTINGS.withStartFrom(savepoint), 1);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 20, 40));
    }

    @Test
    void shouldRefuseStateWhoseOperatorIsGone() throws Exception {
        long savepoint = savepointInTheMiddle();
        assertRefused(
                topology("totals"),
                SETTINGS.withStartFrom(savepoint),
                "State has no owner: checkpoint=" + savepoint
                        + ", operators=[counts]; name the new operator with formerly, or allow by name that the state"
                        + " is dropped");
    }

    @Test
    void shouldDropStateThatMayBeDropped() throws Exception {
        long savepoint = savepointInTheMiddle();
        runToEnd(topology("totals"), SETTINGS.withStartFrom(savepoint).withDroppable(Set.of("counts")), 1);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 20));
    }

    @Test
    void shouldDealStateToAnotherNumberOfTasks() throws Exception {
        long savepoint = savepointInTheMiddle();
        long second;
        try (TaskExecutor executor = executor(3)) {
            TopologyRun run = start(executor, topology("counts"), SETTINGS.withStartFrom(savepoint));
            numbers.lift(80);
            Await.until(
                    () -> shown.lines().size() == 30 * SPLITS,
                    () -> shown.lines().size());
            second = run.savepoint().get();
            run.stop();
            assertThat(run.await(Duration.ofSeconds(20)).state()).isEqualTo(TopologyState.STOPPED);
        }
        runToEnd(topology("counts"), SETTINGS.withStartFrom(second), 2);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 20, 40));
    }

    @Test
    void shouldRefuseACheckpointOfAnotherTopology() throws Exception {
        long savepoint = savepointInTheMiddle();
        assertRefused(
                topology(TopologyBuilder.named("other"), "counts"),
                SETTINGS.withStartFrom(savepoint),
                "Checkpoint is of another topology: checkpoint=" + savepoint
                        + ", of=counting; name a checkpoint of this topology, or give it a folder of its own");
    }

    @Test
    void shouldRefuseAnotherNumberOfKeyGroups() throws Exception {
        savepointInTheMiddle();
        assertRefused(
                topology(TopologyBuilder.named(NAME).keyGroups(7), "counts"),
                SETTINGS,
                "Number of key groups has changed:",
                "now=7; it is fixed with the first checkpoint: set it back");
    }

    @Test
    void shouldRefuseASavepointThatDoesNotExist() throws Exception {
        savepointInTheMiddle();
        assertRefused(
                topology("counts"),
                SETTINGS.withStartFrom(4_711),
                "Savepoint does not exist: savepoint=4711, known=[",
                "; name one that is there, or none to go on from the last checkpoint");
    }

    @Test
    void shouldLeaveEverythingAsItWasWhenItRefuses() throws Exception {
        long savepoint = savepointInTheMiddle();
        assertRefused(topology("totals"), SETTINGS.withStartFrom(savepoint), "State has no owner");
        runToEnd(topology("counts"), SETTINGS, 1);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 28, 40));
    }

    @Test
    void shouldTakeASavepointAfterARestartIfATaskHasFailedMeanwhile() throws Exception {
        PassingFault fault = new PassingFault(1);
        shown.failToPrepare(fault);
        long savepoint;
        try (TaskExecutor executor = executor(1)) {
            TopologyRun run = start(executor, topology("counts"), SupervisorSettings.every(Duration.ofHours(1)));
            numbers.lift(50);
            savepoint = run.savepoint().get();
            assertThat(fault.isOver()).isTrue();
            run.cancelNow();
            run.await(Duration.ofSeconds(20));
        }
        runToEnd(topology("counts"), SETTINGS.withStartFrom(savepoint), 1);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 40));
    }

    @Test
    void shouldGoOnWithoutASavepointThatMakesTasksFail() throws Exception {
        shown.failToPrepare(new PassingFault(2));
        try (TaskExecutor executor = executor(1)) {
            TopologyRun run = start(executor, topology("counts"), SupervisorSettings.every(Duration.ofHours(1)));
            numbers.lift(50);
            assertThatThrownBy(() -> run.savepoint().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContainingAll(
                            "Savepoint cannot be taken, because tasks fail meanwhile", "cannot prepare");
            numbers.lift(100);
            assertThat(run.await(Duration.ofSeconds(20)).state()).isEqualTo(TopologyState.FINISHED);
        }
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 40));
    }

    @Test
    void shouldTellWhoWaitsForASavepointThatTheTopologyHasFailed() {
        shown.failToPrepare(new PassingFault(Integer.MAX_VALUE));
        try (TaskExecutor executor = executor(1)) {
            TopologyRun run = start(
                    executor,
                    topology("counts"),
                    SupervisorSettings.every(Duration.ofHours(1)).withRestarts(RestartBudget.Settings.NEVER));
            numbers.lift(50);
            assertThatThrownBy(() -> run.savepoint().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining(
                            "Topology has failed: topology=counting; ask for a savepoint while it is running");
        }
    }

    @Test
    void shouldTakeNoSavepointOfATopologyThatHasEnded() throws Exception {
        try (TaskExecutor executor = executor(1)) {
            TopologyRun run = start(executor, topology("counts"), SETTINGS);
            numbers.lift(100);
            assertThat(run.await(Duration.ofSeconds(20)).state()).isEqualTo(TopologyState.FINISHED);
            assertThatThrownBy(() -> run.savepoint().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "Topology takes no savepoint: topology=counting, state=FINISHED; ask while it is running");
        }
    }

    @Test
    void shouldTakeNoSavepointBehindADrain() throws Exception {
        try (TaskExecutor executor = executor(1)) {
            TopologyRun run = start(executor, topology("counts"), SETTINGS);
            numbers.lift(50);
            run.drain();
            assertThatThrownBy(() -> run.savepoint().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("Topology takes no savepoint: topology=counting");
            assertThat(run.await(Duration.ofSeconds(20)).state()).isEqualTo(TopologyState.FINISHED);
        }
    }

    @Test
    void shouldTakeNoSavepointOfATopologyWithoutCheckpoints() {
        try (TaskExecutor executor = executor(1)) {
            TopologyRun run = executor.run(topology("counts"));
            assertThatThrownBy(() -> run.savepoint().get())
                    .hasMessageContaining("Topology takes no checkpoints, and so no savepoint: topology=counting");
        }
    }

    @Test
    void shouldSayWhichFolderCannotBeUsed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> FileCheckpointStore.open(NioDisk.at(file), NAME))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void shouldLetOneProcessAtATimeUseTheFolder() {
        assertThatThrownBy(() -> FileCheckpointStore.open(NioDisk.at(folder), NAME))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve(NAME).toString());
    }

    private void assertRefused(Topology topology, SupervisorSettings settings, String... messages) {
        try (TaskExecutor executor = executor(1)) {
            assertThatThrownBy(() -> start(executor, topology, settings))
                    .isInstanceOf(TopologyStartException.class)
                    .hasMessageContainingAll(messages);
        }
        assertThat(shown.written()).isZero();
    }

    private void runToEnd(Topology topology, SupervisorSettings settings, int parallelism) throws Exception {
        numbers.lift(100);
        try (TaskExecutor executor = executor(parallelism)) {
            TopologyRun run = start(executor, topology, settings);
            var status = run.await(Duration.ofSeconds(20));
            assertThat(status.failure()).isNull();
            assertThat(status.state()).isEqualTo(TopologyState.FINISHED);
        }
    }

    private TopologyRun start(TaskExecutor executor, Topology topology, SupervisorSettings settings) {
        return executor.run(topology, change -> {}, new Taps(), store, settings);
    }

    private static TaskExecutor executor(int parallelism) {
        return new TaskExecutor(WorkerSettings.defaults()
                .withThreads(2)
                .withParallelism(parallelism)
                .withBatchSize(16));
    }

    private Topology topology(String operator, String... formerly) {
        return topology(TopologyBuilder.named(NAME), operator, formerly);
    }

    private Topology topology(TopologyBuilder builder, String operator, String... formerly) {
        DataStream<Long> source = builder.source("numbers", numbers);
        source.keyBy(Long.class, n -> n % KEYS)
                .process(operator, new Counting(), Counting.COUNT)
                .formerly(formerly)
                .sinkTo("shown", shown);
        return builder.build();
    }
}

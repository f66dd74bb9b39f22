package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.MemberInfo;
import io.millrace.control.MemberUnavailableException;
import io.millrace.control.StartFrom;
import io.millrace.control.UnknownCheckpointException;
import io.millrace.control.UnknownMemberException;
import io.millrace.status.KeptCheckpoint;
import io.millrace.status.MemberProcess;
import io.millrace.status.TopologyState;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.worker.remote.Reply;
import io.millrace.worker.remote.Request;
import io.millrace.worker.remote.Steering;
import io.millrace.worker.schedule.ScheduledTask;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.SupervisorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Members that find each other, over real sockets. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ClusterNodeTest {

    private static final String NAME = "found";
    private static final int KEYS = 20;
    private static final int SPLITS = 4;
    private static final int PARALLELISM = 4;
    private static final SupervisorSettings SETTINGS = SupervisorSettings.every(Duration.ofMillis(20))
            .withRestarts(new RestartBudget.Settings(20, 3_600_000, 1, 4));

    @TempDir
    Path folder;

    private final GatedNumbers numbers = new GatedNumbers(SPLITS, 1000);
    private final ShownLines shown = new ShownLines();
    private TestCluster cluster;

    @BeforeEach
    void open() {
        cluster = new TestCluster(folder, PARALLELISM, SETTINGS);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void shouldCountEachNumberOnceInThreeMembers() throws Exception {
        start(1);
        start(1);
        start(2);
        numbers.lift(1000);
        awaitAllLines();
        assertThat(cluster.processes())
                .allSatisfy(process -> assertThat(process.run().tasks().size()).isPositive());
    }

    @Test
    void shouldAskEachMemberForWhatItAloneKnows() throws Exception {
        start(1);
        start(1);
        start(1);
        for (TestCluster.Process asking : cluster.processes()) {
            for (TestCluster.Process asked : cluster.processes()) {
                int number = asked.node().number();
                Await.until(() -> pid(asking, number) == number, () -> number);
            }
        }
        assertThatThrownBy(() -> process(cluster.processes().get(0), 77))
                .isInstanceOf(UnknownMemberException.class)
                .hasMessageContainingAll("member=77", "it has");
        assertThat(cluster.processes())
                .allSatisfy(
                        process -> assertThat(process.node().requestsAtWork()).isZero());
    }

    /** Members that have just come may have no connection yet. */
    private static long pid(TestCluster.Process asking, int member) {
        try {
            return process(asking, member).get().pid();
        } catch (ExecutionException | InterruptedException e) {
            assertThat(e).hasCauseInstanceOf(MemberUnavailableException.class);
            return -1;
        }
    }

    private static CompletableFuture<MemberProcess> process(TestCluster.Process asking, int member) {
        return asking.node()
                .query(member, id -> new Request.ProcessFacts("", id), Reply.OfProcess.class, Reply.OfProcess::process);
    }

    @Test
    void shouldTellAllMembersHowTheTopologyIs() throws Exception {
        start(2);
        start(2);
        for (TestCluster.Process process : cluster.processes()) {
            Await.until(() -> process.run().status().state() == TopologyState.RUNNING, process.run()::status);
        }
    }

    @Test
    void shouldPlaceElsewhereWhatALostMemberRan() throws Exception {
        start(2);
        TestCluster.Process lost = start(2);
        start(2);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        TestCluster.Process other = cluster.processes().stream()
                .filter(process -> process.node().number() != cluster.leader()
                        && process.run().tasks().size() > 0)
                .findFirst()
                .orElse(lost);
        other.kill();
        numbers.lift(1000);
        awaitAllLines();
    }

    @Test
    void shouldGoOnHoweverOftenAMemberIsLost() throws Exception {
        cluster.close();
        cluster = new TestCluster(
                folder, PARALLELISM, SETTINGS.withRestarts(new RestartBudget.Settings(1, 3_600_000, 1, 4)));
        start(2);
        TestCluster.Process lost = start(2);
        for (int i = 1; i <= 4; i++) {
            int counted = i * 200;
            numbers.lift(counted);
            Await.until(
                    () -> shown.lines().size() == SPLITS * counted,
                    () -> shown.lines().size());
            TestCluster.Process next = start(2);
            lost.kill();
            lost = next;
        }
        numbers.lift(1000);
        awaitAllLines();
    }

    @Test
    void shouldMoveTheTasksOfAMemberThatLeaves() throws Exception {
        start(2);
        TestCluster.Process leaving = start(2);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        start(2);
        leaving.leave();
        numbers.lift(1000);
        awaitAllLines();
    }

    @Test
    void shouldGoOnUnderAnotherLeader() throws Exception {
        TestCluster.Process first = start(2);
        start(2);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        start(2);
        assertThat(cluster.leader()).isEqualTo(first.node().number());
        first.leave();
        numbers.lift(1000);
        awaitAllLines();
    }

    @Test
    void shouldGoOnWithoutTheLeaderThatWasLost() throws Exception {
        TestCluster.Process first = start(2);
        start(2);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        start(2);
        first.kill();
        numbers.lift(1000);
        awaitAllLines();
    }

    @Test
    void shouldTakeOverWhatRunsWhenTheLeaderIsLost() throws Exception {
        assertTakenOver(TestCluster.Process::kill);
    }

    @Test
    void shouldTakeOverWhatRunsWhenTheLeaderLeaves() throws Exception {
        assertTakenOver(TestCluster.Process::leave);
    }

    private void assertTakenOver(Consumer<TestCluster.Process> end) throws Exception {
        TestCluster.Process leader = start(0);
        TestCluster.Process second = start(2);
        TestCluster.Process third = start(2);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        List<ScheduledTask> before = tasks(second, third);
        end.accept(leader);
        numbers.lift(700);
        Await.until(
                () -> shown.lines().size() == SPLITS * 700, () -> shown.lines().size());
        assertThat(tasks(second, third)).as("tasks that were never restarted").isEqualTo(before);
        assertThat(second.run().status().state()).isEqualTo(TopologyState.RUNNING);
        numbers.lift(1000);
        awaitAllLines();
    }

    private static List<ScheduledTask> tasks(TestCluster.Process... of) {
        return Stream.of(of).flatMap(process -> process.run().tasks().stream()).toList();
    }

    @Test
    void shouldStopAndStartWhicheverMemberIsAsked() throws Exception {
        start(4);
        TestCluster.Process second = start(4);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        second.node().steer(NAME, Steering.STOP);
        for (TestCluster.Process process : cluster.processes()) {
            Await.until(() -> process.run().status().state() == TopologyState.STOPPED, process.run()::status);
        }
        numbers.lift(1000);
        second.node().start(NAME, StartFrom.LAST);
        awaitAllLines();
        for (TestCluster.Process process : cluster.processes()) {
            Await.until(() -> process.run().status().state() == TopologyState.FINISHED, process.run()::status);
        }
    }

    @Test
    void shouldRestartWhicheverMemberIsAsked() throws Exception {
        start(4);
        TestCluster.Process second = start(4);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        int openedBefore = numbers.opened();
        second.node().steer(NAME, Steering.RESTART);
        Await.until(() -> numbers.opened() > openedBefore, second.run()::status);
        numbers.lift(1000);
        awaitAllLines();
    }

    @Test
    void shouldCancelWhicheverMemberIsAskedAndGoOnLater() throws Exception {
        start(4);
        TestCluster.Process second = start(4);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        second.node().steer(NAME, Steering.CANCEL);
        Await.until(() -> second.run().status().state() == TopologyState.STOPPED, second.run()::status);
        numbers.lift(1000);
        second.node().start(NAME, StartFrom.LAST);
        awaitAllLines();
    }

    @Test
    void shouldDrainAlsoUnderAnotherLeader() throws Exception {
        TestCluster.Process first = start(4);
        TestCluster.Process second = start(4);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        second.node().steer(NAME, Steering.DRAIN);
        first.kill();
        Await.until(() -> second.run().status().state() == TopologyState.FINISHED, second.run()::status);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, SPLITS * 400 / KEYS));
    }

    @Test
    void shouldBeginWithASavepointWhoeverLeads() throws Exception {
        TestCluster.Process first = start(4);
        TestCluster.Process second = start(4);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        long savepoint = second.node().savepoint(NAME).get();
        numbers.lift(600);
        Await.until(
                () -> shown.lines().size() == SPLITS * 600, () -> shown.lines().size());
        assertThatIllegalStateException()
                .isThrownBy(() -> second.node().start(NAME, StartFrom.checkpoint(savepoint)))
                .withMessageContaining("stop it first");
        second.node().steer(NAME, Steering.STOP);
        Await.until(() -> second.run().status().state() == TopologyState.STOPPED, second.run()::status);
        assertThatExceptionOfType(UnknownCheckpointException.class)
                .isThrownBy(() -> second.node().start(NAME, StartFrom.checkpoint(77_777)))
                .withMessageContaining("checkpoint=77777");
        shown.clear();
        second.node().start(NAME, StartFrom.checkpoint(savepoint));
        Await.until(
                () -> shown.lines().size() == SPLITS * 200, () -> shown.lines().size());
        first.kill();
        numbers.lift(1000);
        List<String> expected = Counting.lines(KEYS, SPLITS * 400 / KEYS, SPLITS * 1000 / KEYS);
        Await.until(() -> shown.lines().size() >= expected.size(), second.run()::status);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void shouldBeginAnewOnceMoreIfThatWasStoppedBeforeItsFirstCheckpoint() throws Exception {
        SupervisorSettings seldom = SupervisorSettings.every(Duration.ofHours(1));
        try (TestCluster slow = new TestCluster(folder.resolve("slow"), PARALLELISM, seldom)) {
            TestCluster.Process only = slow.start(topology(), 4);
            numbers.lift(400);
            Await.until(() -> shown.written() == SPLITS * 400, shown::written);
            only.node().steer(NAME, Steering.STOP);
            awaitState(only, TopologyState.STOPPED);

            only.node().start(NAME, StartFrom.NOTHING);
            only.node().steer(NAME, Steering.CANCEL);
            awaitState(only, TopologyState.STOPPED);
            shown.clear();
            numbers.lift(1000);
            only.node().start(NAME, StartFrom.LAST);
            awaitState(only, TopologyState.FINISHED);
            assertThat(shown.lines())
                    .containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, SPLITS * 1000 / KEYS));
        }
    }

    @Test
    void shouldTakeListAndDeleteSavepointsWhicheverMemberIsAsked() throws Exception {
        TestCluster.Process first = start(4);
        TestCluster.Process second = start(4);
        Await.until(() -> second.run().status().state() == TopologyState.RUNNING, second.run()::status);
        long taken = second.node().savepoint(NAME).get();
        long another = first.node().savepoint(NAME).get();
        for (TestCluster.Process process : cluster.processes()) {
            assertThat(savepoints(process)).containsExactly(another, taken);
        }
        second.node().deleteSavepoint(NAME, taken);
        for (TestCluster.Process process : cluster.processes()) {
            assertThat(savepoints(process)).containsExactly(another);
        }
        assertThatExceptionOfType(UnknownCheckpointException.class)
                .isThrownBy(() -> second.node().deleteSavepoint(NAME, taken))
                .withMessageContaining(Long.toString(taken));
    }

    @Test
    void shouldSayThatNobodyKnowsATopology() throws Exception {
        start(4);
        TestCluster.Process second = start(4);
        Await.until(() -> second.run().status().state() == TopologyState.RUNNING, second.run()::status);
        assertThatIllegalStateException()
                .isThrownBy(() -> second.node().steer("other", Steering.STOP))
                .withMessageContainingAll("Topology is not known to the leader", "topology=other", "known=[found]");
    }

    @Test
    void shouldSayThatThereIsNoLeader() throws Exception {
        TestCluster.Process worker =
                cluster.start(topology(), TestCluster.info("1", 4, EnumSet.of(MemberInfo.Role.WORKER)), folder);
        assertThatIllegalStateException()
                .isThrownBy(() -> worker.node().steer(NAME, Steering.STOP))
                .withMessageContainingAll("Leader is unknown at the moment", "try again");
    }

    @Test
    void shouldNotKnowWhatBecameOfARequestWhenTheLeaderIsLost() throws Exception {
        TestCluster.Process first = start(2);
        TestCluster.Process second = start(1);
        Await.until(() -> first.node().number() == cluster.leader(), cluster::leader);
        // There are too few slots for it to run, and so no savepoint yet.
        CompletableFuture<Long> savepoint = askUntil(() -> second.node().savepoint(NAME), first);
        first.kill();
        assertThatThrownBy(savepoint::get)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("It is not known whether");
    }

    @Test
    void shouldShowTheSameAtAllMembers() throws Exception {
        TestCluster.Process first = start(2);
        start(2);
        start(2);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        assertThat(cluster.leader()).isEqualTo(first.node().number());
        for (TestCluster.Process process : cluster.processes()) {
            Await.until(
                    () -> process.run().status().operator("numbers").recordsOut() >= SPLITS * 400L
                            && process.run()
                                    .status()
                                    .operators()
                                    .equals(first.run().status().operators())
                            && process.run().status().checkpoints().completed() > 0,
                    process.run()::status);
        }
    }

    /** Asks again as long as the leader cannot be reached; then the leader works on it. */
    private static <T> CompletableFuture<T> askUntil(
            Supplier<CompletableFuture<T>> asking, TestCluster.Process leader) {
        List<CompletableFuture<T>> asked = new ArrayList<>(List.of(asking.get()));
        Await.until(
                () -> {
                    if (asked.get(0).isCompletedExceptionally()) {
                        asked.set(0, asking.get());
                    }
                    return leader.node().requestsAtWork() > 0;
                },
                () -> asked.get(0));
        return asked.get(0);
    }

    @Test
    void shouldGiveNoWorkToAMemberThatSeesAnotherFolder() throws Exception {
        start(4);
        TestCluster.Process other = cluster.start(
                topology(), TestCluster.info("1", 4, EnumSet.allOf(MemberInfo.Role.class)), folder.resolve("other"));
        Await.until(() -> !other.run().status().troubles().isEmpty(), other.run()::status);
        assertThat(other.run().status().troubles().get(0).reason())
                .contains("Checkpoint folder is not shared", "other", "mount the same file system on all members");
        numbers.lift(1000);
        awaitAllLines();
    }

    @Test
    void shouldGiveNoWorkToAMemberThatAnnouncesAnAddressWhereNobodyListens(CapturedOutput output) throws Exception {
        start(0);
        MemberInfo hidden = announcing("127.0.0.2", TestCluster.info("1", 8, EnumSet.of(MemberInfo.Role.WORKER)));
        TestCluster.Process unreached = cluster.start(topology(), hidden, folder);
        start(4);
        numbers.lift(1000);
        awaitAllLines();
        assertThat(unreached.run().tasks()).isEmpty();
        assertThat(output.getErr())
                .contains("Member cannot be reached, and gets no work: member=" + hidden.name()
                        + ", host=127.0.0.2, port=" + hidden.port() + "; set millrace.cluster.host there");
    }

    @Test
    void shouldWaitForSlotsAndSayHowMany() throws Exception {
        TestCluster.Process first = start(2);
        Await.until(() -> !first.run().status().troubles().isEmpty(), first.run()::status);
        assertThat(first.run().status().troubles().get(0).reason()).contains("needs 4 slots");
        start(2);
        numbers.lift(1000);
        awaitAllLines();
        assertThat(first.run().status().troubles()).isEmpty();
    }

    private static void awaitState(TestCluster.Process process, TopologyState state) throws Exception {
        Await.until(
                () -> process.run().status().state() == state,
                () -> process.run().status());
    }

    private void awaitAllLines() throws Exception {
        List<String> expected = Counting.lines(KEYS, 0, SPLITS * 1000 / KEYS);
        Await.until(
                () -> shown.lines().size() >= expected.size(),
                () -> cluster.processes().stream()
                        .map(process -> process.run().status().state() + " "
                                + process.run().status().troubles())
                        .toList());
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private Topology topology() {
        TopologyBuilder builder = TopologyBuilder.named(NAME).guarantee(Guarantee.EXACTLY_ONCE);
        builder.source("numbers", numbers)
                .typed(Long.class)
                .keyBy(number -> number % KEYS)
                .process("counts", new Counting(), Counting.COUNT)
                .typed(String.class)
                .rebalance()
                .sinkTo("shown", shown);
        return builder.build();
    }

    /** The cluster's tests listen on 127.0.0.1, and so not there. */
    private static MemberInfo announcing(String host, MemberInfo info) {
        return new MemberInfo(
                info.name(),
                info.version(),
                host,
                info.port(),
                info.incarnation(),
                info.roles(),
                info.slots(),
                info.labels(),
                info.topologies(),
                info.consoleUrl());
    }

    private TestCluster.Process start(int slots) throws Exception {
        return cluster.start(topology(), slots);
    }

    private static List<Long> savepoints(TestCluster.Process process) {
        return process.node().checkpoints(NAME).stream()
                .filter(KeptCheckpoint::isSavepoint)
                .map(KeptCheckpoint::id)
                .toList();
    }
}

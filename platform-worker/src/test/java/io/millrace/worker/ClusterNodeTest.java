package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.Assignment;
import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.Coordination;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.Scheduler;
import io.millrace.cluster.TopologyDemand;
import io.millrace.status.KeptCheckpoint;
import io.millrace.status.TopologyState;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.FileSnapshotStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.checkpoint.SharedFolderProbe;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.schedule.ScheduledTask;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import io.millrace.worker.wire.ClusterSecret;
import io.millrace.worker.wire.WireSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members that find each other, over real sockets. */
@Timeout(60)
class ClusterNodeTest {

    private static final String NAME = "found";
    private static final int KEYS = 20;
    private static final int SPLITS = 4;
    private static final int PARALLELISM = 4;
    private static final SupervisorSettings SETTINGS = SupervisorSettings.every(Duration.ofMillis(20))
            .withRestarts(new RestartBudget.Settings(20, 3_600_000, 1, 4));

    @TempDir
    Path folder;

    private final TestEnsemble ensemble = new TestEnsemble();
    private final GatedNumbers numbers = new GatedNumbers(SPLITS, 1000);
    private final ShownLines shown = new ShownLines();
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void close() {
        processes.forEach(Process::kill);
    }

    @Test
    void shouldCountEachNumberOnceInThreeMembers() throws Exception {
        start(1);
        start(1);
        start(2);
        numbers.lift(1000);
        awaitAllLines();
        assertThat(processes).allSatisfy(process -> assertThat(process.tasks()).isPositive());
    }

    @Test
    void shouldTellAllMembersHowTheTopologyIs() throws Exception {
        start(2);
        start(2);
        for (Process process : processes) {
            Await.until(() -> process.run.status().state() == TopologyState.RUNNING, process.run::status);
        }
    }

    @Test
    void shouldPlaceElsewhereWhatALostMemberRan() throws Exception {
        start(2);
        Process lost = start(2);
        start(2);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        Process other = processes.stream()
                .filter(process -> process.node.number() != ensemble.leader() && process.tasks() > 0)
                .findFirst()
                .orElse(lost);
        other.kill();
        numbers.lift(1000);
        awaitAllLines();
    }

    @Test
    void shouldMoveTheTasksOfAMemberThatLeaves() throws Exception {
        start(2);
        Process leaving = start(2);
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
        Process first = start(2);
        start(2);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        start(2);
        assertThat(ensemble.leader()).isEqualTo(first.node.number());
        first.leave();
        numbers.lift(1000);
        awaitAllLines();
    }

    @Test
    void shouldGoOnWithoutTheLeaderThatWasLost() throws Exception {
        Process first = start(2);
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
        assertTakenOver(Process::kill);
    }

    @Test
    void shouldTakeOverWhatRunsWhenTheLeaderLeaves() throws Exception {
        assertTakenOver(Process::leave);
    }

    private void assertTakenOver(Consumer<Process> end) throws Exception {
        Process leader = start(0);
        Process second = start(2);
        Process third = start(2);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        List<ScheduledTask> before = tasks(second, third);
        end.accept(leader);
        numbers.lift(700);
        Await.until(
                () -> shown.lines().size() == SPLITS * 700, () -> shown.lines().size());
        assertThat(tasks(second, third)).as("tasks that were never restarted").isEqualTo(before);
        assertThat(second.run.status().state()).isEqualTo(TopologyState.RUNNING);
        numbers.lift(1000);
        awaitAllLines();
    }

    private static List<ScheduledTask> tasks(Process... of) {
        return Stream.of(of).flatMap(process -> process.run.tasks().stream()).toList();
    }

    @Test
    void shouldStopAndStartWhicheverMemberIsAsked() throws Exception {
        start(4);
        Process second = start(4);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        second.node.stop(NAME);
        for (Process process : processes) {
            Await.until(() -> process.run.status().state() == TopologyState.STOPPED, process.run::status);
        }
        numbers.lift(1000);
        second.node.start(NAME);
        awaitAllLines();
        for (Process process : processes) {
            Await.until(() -> process.run.status().state() == TopologyState.FINISHED, process.run::status);
        }
    }

    @Test
    void shouldTakeListAndDeleteSavepointsWhicheverMemberIsAsked() throws Exception {
        Process first = start(4);
        Process second = start(4);
        Await.until(() -> second.run.status().state() == TopologyState.RUNNING, second.run::status);
        long taken = second.node.savepoint(NAME).get();
        long another = first.node.savepoint(NAME).get();
        for (Process process : processes) {
            assertThat(process.savepoints()).containsExactly(another, taken);
        }
        second.node.deleteSavepoint(NAME, taken);
        for (Process process : processes) {
            assertThat(process.savepoints()).containsExactly(another);
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> second.node.deleteSavepoint(NAME, taken))
                .withMessageContaining(Long.toString(taken));
    }

    @Test
    void shouldSayThatNobodyKnowsATopology() throws Exception {
        start(4);
        Process second = start(4);
        Await.until(() -> second.run.status().state() == TopologyState.RUNNING, second.run::status);
        assertThatIllegalStateException()
                .isThrownBy(() -> second.node.stop("other"))
                .withMessageContainingAll("Topology is not known to the leader", "topology=other", "known=[found]");
    }

    @Test
    void shouldSayThatThereIsNoLeader() throws Exception {
        Process worker = new Process(settings(4, EnumSet.of(MemberInfo.Role.WORKER)), folder);
        processes.add(worker);
        assertThatIllegalStateException()
                .isThrownBy(() -> worker.node.stop(NAME))
                .withMessageContainingAll("Leader is unknown at the moment", "try again");
    }

    @Test
    void shouldNotKnowWhatBecameOfARequestWhenTheLeaderIsLost() throws Exception {
        Process first = start(2);
        Process second = start(1);
        Await.until(() -> first.node.number() == ensemble.leader(), ensemble::leader);
        // There are too few slots for it to run, and so no savepoint yet.
        CompletableFuture<Long> savepoint = askUntil(() -> second.node.savepoint(NAME), first);
        first.kill();
        assertThatThrownBy(savepoint::get)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("It is not known whether");
    }

    @Test
    void shouldShowTheSameAtAllMembers() throws Exception {
        Process first = start(2);
        start(2);
        start(2);
        numbers.lift(400);
        Await.until(
                () -> shown.lines().size() == SPLITS * 400, () -> shown.lines().size());
        assertThat(ensemble.leader()).isEqualTo(first.node.number());
        for (Process process : processes) {
            Await.until(
                    () -> process.run.status().operator("numbers").recordsOut() >= SPLITS * 400L
                            && process.run
                                    .status()
                                    .operators()
                                    .equals(first.run.status().operators())
                            && process.run.status().checkpoints().completed() > 0,
                    process.run::status);
        }
    }

    /** Asks again as long as the leader cannot be reached; then the leader works on it. */
    private static <T> CompletableFuture<T> askUntil(Supplier<CompletableFuture<T>> asking, Process leader) {
        List<CompletableFuture<T>> asked = new ArrayList<>(List.of(asking.get()));
        Await.until(
                () -> {
                    if (asked.get(0).isCompletedExceptionally()) {
                        asked.set(0, asking.get());
                    }
                    return leader.node.requestsAtWork() > 0;
                },
                () -> asked.get(0));
        return asked.get(0);
    }

    @Test
    void shouldGiveNoWorkToAMemberThatSeesAnotherFolder() throws Exception {
        start(4);
        Process other = start(4, folder.resolve("other"));
        Await.until(() -> !other.run.status().troubles().isEmpty(), other.run::status);
        assertThat(other.run.status().troubles().get(0).reason())
                .contains("Checkpoint folder is not shared", "other", "mount the same file system on all members");
        numbers.lift(1000);
        awaitAllLines();
    }

    @Test
    void shouldWaitForSlotsAndSayHowMany() throws Exception {
        Process first = start(2);
        Await.until(() -> !first.run.status().troubles().isEmpty(), first.run::status);
        assertThat(first.run.status().troubles().get(0).reason()).contains("needs 4 slots");
        start(2);
        numbers.lift(1000);
        awaitAllLines();
        assertThat(first.run.status().troubles()).isEmpty();
    }

    private void awaitAllLines() throws Exception {
        List<String> expected = Counting.lines(KEYS, 0, SPLITS * 1000 / KEYS);
        Await.until(
                () -> shown.lines().size() >= expected.size(),
                () -> processes.stream()
                        .map(process -> process.run.status().state() + " "
                                + process.run.status().troubles())
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

    private Process start(int slots) throws Exception {
        return start(slots, folder);
    }

    private Process start(int slots, Path own) throws Exception {
        Process process = new Process(settings(slots, EnumSet.allOf(MemberInfo.Role.class)), own);
        processes.add(process);
        return process;
    }

    /** What would be a process of its own. */
    private final class Process {

        private final TaskExecutor executor = new TaskExecutor(WorkerSettings.defaults()
                .withParallelism(PARALLELISM)
                .withThreads(1)
                .withStopTimeout(Duration.ofSeconds(3)));
        private final ClusterNode node;
        private final TopologyRun run;
        private boolean isGone;

        Process(NodeSettings settings, Path own) throws Exception {
            Topology topology = topology();
            node = ClusterNode.join(
                    settings,
                    List.of(topology),
                    executor,
                    new ClusterNode.Parts(ensemble::connect, ClusterNodeTest::schedule, new Stores(own)));
            run = node.run(topology, change -> {}, new Taps(), SETTINGS);
        }

        int tasks() {
            return run.tasks().size();
        }

        List<Long> savepoints() {
            return node.checkpoints(NAME).stream()
                    .filter(KeptCheckpoint::isSavepoint)
                    .map(KeptCheckpoint::id)
                    .toList();
        }

        void kill() {
            if (!isGone) {
                isGone = true;
                ensemble.forget(node.number());
                node.close();
                executor.close();
            }
        }

        void leave() {
            isGone = true;
            node.leave();
            executor.close();
            node.close();
        }
    }

    private static NodeSettings settings(int slots, Set<MemberInfo.Role> roles) throws IOException {
        MemberInfo member = new MemberInfo(
                "member", "1", "127.0.0.1", freePort(), System.nanoTime(), roles, slots, Set.of(), Map.of(), "");
        return new NodeSettings(
                "application",
                member,
                "127.0.0.1",
                ClusterSecret.of("0123456789abcdef"),
                WireSettings.DEFAULTS,
                null,
                Duration.ofMillis(200),
                Duration.ofSeconds(30));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** As few members as will do. */
    private static Scheduler.Schedule schedule(
            List<TopologyDemand> demands, List<ClusterMemberInfo> members, Map<String, Assignment> current) {
        TopologyDemand demand = demands.isEmpty() ? new TopologyDemand(NAME, 1, Set.of(), 0) : demands.get(0);
        Map<Integer, Integer> free = new HashMap<>();
        members.forEach(member -> free.put(member.number(), member.info().slots()));
        List<Integer> slices = new ArrayList<>();
        Assignment inForce = current.get(demand.topology());
        for (int slice = 0; slice < demand.slices(); slice++) {
            int kept = inForce == null ? -1 : inForce.members().get(slice);
            slices.add(free.getOrDefault(kept, 0) > 0 ? kept : -1);
            free.computeIfPresent(slices.get(slice), (member, slots) -> slots - 1);
        }
        for (int slice = 0; slice < slices.size(); slice++) {
            if (slices.get(slice) < 0) {
                var most = free.entrySet().stream().max(Map.Entry.comparingByValue());
                if (most.isEmpty() || most.get().getValue() == 0) {
                    return new Scheduler.Schedule(Map.of(), Map.of(demand.topology(), "needs 4 slots"));
                }
                slices.set(slice, most.get().getKey());
                free.computeIfPresent(slices.get(slice), (member, slots) -> slots - 1);
            }
        }
        return new Scheduler.Schedule(Map.of(demand.topology(), new Assignment(demand.topology(), slices)), Map.of());
    }

    private final class Stores implements NodeStores {

        private final Path own;

        Stores(Path own) {
            this.own = own;
        }

        @Override
        public SnapshotStore snapshots(Topology topology, Coordination coordination) throws IOException {
            return new FileSnapshotStore(NioDisk.at(own), topology.name(), coordination);
        }

        @Override
        public SharedFolderProbe probe(Topology topology) throws IOException {
            return new SharedFolderProbe(NioDisk.at(own), topology.name());
        }

        @Override
        public CheckpointStore open(Topology topology, Coordination coordination, long epoch)
                throws IOException, DamagedCheckpointException {
            return FileCheckpointStore.open(NioDisk.at(own), topology.name(), coordination, epoch);
        }
    }
}

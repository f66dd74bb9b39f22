package io.millrace.worker;

import io.millrace.cluster.Assignment;
import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.Coordination;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.Scheduler;
import io.millrace.cluster.TopologyDemand;
import io.millrace.status.MemberProcess;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.FileSnapshotStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.checkpoint.SharedFolderProbe;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.remote.Reply;
import io.millrace.worker.remote.Request;
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

/** What would be processes of their own, as members of a cluster, over real sockets. */
final class TestCluster implements AutoCloseable {

    private final Path folder;
    private final int parallelism;
    private final SupervisorSettings supervision;
    private final TestEnsemble ensemble = new TestEnsemble();
    private final List<Process> processes = new ArrayList<>();

    TestCluster(Path folder, int parallelism, SupervisorSettings supervision) {
        this.folder = folder;
        this.parallelism = parallelism;
        this.supervision = supervision;
    }

    /** All that were started, in order. */
    List<Process> processes() {
        return processes;
    }

    /** Number of the member that leads, or -1. */
    int leader() {
        return ensemble.leader();
    }

    /** Starts a member that leads when it is elected. */
    Process start(Topology topology, int slots) throws Exception {
        return start(topology, info("1", slots, EnumSet.allOf(MemberInfo.Role.class)), folder);
    }

    /** Starts a member of a version. */
    Process start(Topology topology, int slots, String version) throws Exception {
        return start(topology, info(version, slots, EnumSet.allOf(MemberInfo.Role.class)), folder);
    }

    /** Starts a member with a folder of its own. */
    Process start(Topology topology, MemberInfo info, Path own) throws Exception {
        Process process = new Process(topology, info, own);
        processes.add(process);
        return process;
    }

    @Override
    public void close() {
        processes.forEach(Process::kill);
    }

    /** What a member announces. */
    static MemberInfo info(String version, int slots, Set<MemberInfo.Role> roles) throws IOException {
        return new MemberInfo(
                "member", version, "127.0.0.1", freePort(), System.nanoTime(), roles, slots, Set.of(), Map.of(), "");
    }

    private static NodeSettings settings(MemberInfo member) {
        return new NodeSettings(
                "application",
                member,
                "127.0.0.1",
                ClusterSecret.of("0123456789abcdef"),
                WireSettings.DEFAULTS,
                null,
                Duration.ofMillis(200),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** As few members as will do. */
    private static Scheduler.Schedule schedule(
            List<TopologyDemand> demands, List<ClusterMemberInfo> members, Map<String, Assignment> current) {
        if (demands.isEmpty()) {
            return new Scheduler.Schedule(Map.of(), Map.of());
        }
        TopologyDemand demand = demands.get(0);
        Map<Integer, Integer> free = new HashMap<>();
        members.forEach(member -> free.put(member.number(), member.info().slots()));
        List<Integer> slices = new ArrayList<>();
        Assignment inForce = current.get(demand.topology());
        for (int slice = 0; slice < demand.slices(); slice++) {
            int kept = inForce == null || slice >= inForce.members().size()
                    ? -1
                    : inForce.members().get(slice);
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

    /** One member. */
    final class Process {

        private final TaskExecutor executor = new TaskExecutor(WorkerSettings.defaults()
                .withParallelism(parallelism)
                .withThreads(1)
                .withStopTimeout(Duration.ofSeconds(3)));
        private final ClusterNode node;
        private final TopologyRun run;
        private boolean isGone;

        private Process(Topology topology, MemberInfo info, Path own) throws Exception {
            node = ClusterNode.join(
                    settings(info),
                    List.of(topology),
                    executor,
                    new ClusterNode.Parts(ensemble::connect, TestCluster::schedule, new Stores(own), this::answer));
            run = node.run(topology, change -> {}, new Taps(), supervision);
        }

        ClusterNode node() {
            return node;
        }

        /** Says who it is, in the place of the number of its process. */
        private CompletableFuture<Reply> answer(Request.Query query) {
            MemberProcess process = new MemberProcess(node.number(), 0, "", "", 0, 0, 0, 0, 0, 1, 1);
            return CompletableFuture.completedFuture(new Reply.OfProcess(query.topology(), query.id(), process));
        }

        TopologyRun run() {
            return run;
        }

        /** Whether it leads, as far as the others know. */
        boolean leads() {
            return ensemble.leader() == node.number();
        }

        /** Ends without a goodbye. */
        void kill() {
            if (!isGone) {
                isGone = true;
                ensemble.forget(node.number());
                node.close();
                executor.close();
            }
        }

        /** Ends in an orderly way. */
        void leave() {
            isGone = true;
            node.leave();
            executor.close();
            node.close();
        }
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

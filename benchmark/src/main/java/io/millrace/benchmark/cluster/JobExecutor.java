package io.millrace.benchmark.cluster;

import io.millrace.status.TopologyStateChanged;
import io.millrace.topology.Topology;
import io.millrace.worker.ClusterMember;
import io.millrace.worker.StaticCluster;
import io.millrace.worker.TaskExecutor;
import io.millrace.worker.WorkerSettings;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.FileSnapshotStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.net.NetStatistics;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.wire.ClusterSecret;
import io.millrace.worker.wire.WireSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** The member of a cluster that this process is, with a topology on it that takes no checkpoints while it is measured. */
final class JobExecutor {

    private static final String SECRET = "loopback and nobody else";
    private static final SupervisorSettings SETTINGS = SupervisorSettings.every(Duration.ofDays(1));

    private final boolean isLeader;
    private final ClusterMember member;

    private JobExecutor(boolean isLeader, ClusterMember member) {
        this.isLeader = isLeader;
        this.member = member;
    }

    /**
     * Starts it; it ends with the process.
     *
     * @param listener hears of the state of the topology, if this is the executor that leads it
     */
    static JobExecutor start(ExecutorSpec spec, Job job, Consumer<TopologyStateChanged> listener) throws Exception {
        TaskExecutor tasks = new TaskExecutor(WorkerSettings.defaults()
                .withParallelism(spec.job().parallelism())
                .withThreads(spec.job().threads()));
        ClusterMember member = ClusterMember.join(cluster(spec), tasks, null);
        JobExecutor executor = new JobExecutor(spec.self() == 0, member);
        Topology topology = job.topology();
        NioDisk disk = NioDisk.at(Path.of(spec.folder()));
        if (executor.isLeader) {
            member.lead(
                    topology, spec.placement(), listener, FileCheckpointStore.open(disk, topology.name()), SETTINGS);
        } else {
            member.serve(topology, new FileSnapshotStore(disk, topology.name()), SETTINGS);
        }
        return executor;
    }

    boolean isLeader() {
        return isLeader;
    }

    NetStatistics statistics() {
        return member.statistics();
    }

    private static StaticCluster cluster(ExecutorSpec spec) {
        return new StaticCluster(
                "benchmark",
                "shuffle",
                "1",
                spec.addresses(),
                spec.self(),
                ClusterSecret.of(SECRET),
                WireSettings.DEFAULTS.withMemory(
                        WireSettings.DEFAULTS.networkMemoryBytes(), spec.job().windowBytes()));
    }
}

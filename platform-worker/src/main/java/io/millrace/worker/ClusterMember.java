package io.millrace.worker;

import io.millrace.status.TopologyStateChanged;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.cluster.WireChannels;
import io.millrace.worker.cluster.WireNews;
import io.millrace.worker.net.DataPlane;
import io.millrace.worker.net.NetSettings;
import io.millrace.worker.net.NetStatistics;
import io.millrace.worker.net.Tls;
import io.millrace.worker.net.WireSetup;
import io.millrace.worker.plan.Placement;
import io.millrace.worker.remote.LeaseGround;
import io.millrace.worker.remote.LeaseTerms;
import io.millrace.worker.remote.Switchboard;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import io.millrace.worker.wire.Member;
import io.millrace.worker.wire.WireContext;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An executor among several that run topologies together, each with some of the tasks.
 *
 * <p>All start the same application. The first executor {@linkplain #lead leads} a topology, the others {@linkplain #serve
 * serve} it; tasks start when all are there. An executor that is lost makes the topology go back to its last checkpoint when
 * it has come back. Checkpoints lie on a disk that all executors see.
 *
 * <p><b>Thread.</b> Any.
 *
 * <p><b>Lifecycle.</b> Close it after the topologies that run on it have ended, and before their stores.
 */
public final class ClusterMember implements AutoCloseable {

    /** Sessions of two lives of a leader do not meet: each begins with a number of an attempt, which is never used again. */
    private static final int SESSION_BITS = 20;

    /** The leader has given tasks up long before. */
    private static final long ORPHAN_MILLIS = 2000;

    private final StaticCluster cluster;
    private final TaskExecutor executor;
    private final Switchboard switchboard = new Switchboard();
    private final DataPlane plane;

    private ClusterMember(StaticCluster cluster, TaskExecutor executor, @Nullable Tls tls) {
        this.cluster = cluster;
        this.executor = executor;
        PeerAddress own = cluster.address(cluster.self());
        SecureRandom random = new SecureRandom();
        Member self =
                new Member(cluster.name(), cluster.application(), cluster.version(), cluster.self(), random.nextLong());
        this.plane = DataPlane.start(
                NetSettings.DEFAULTS.withAddress(own.host(), own.port()),
                tls,
                new WireSetup(
                        cluster.wire(),
                        self,
                        cluster.secret(),
                        WireContext.pooled(random::nextBytes, System::nanoTime, new WireNews(switchboard))),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * Listens, and connects to all others, also to those that come later.
     *
     * @param executor runs the tasks; belongs to the caller
     * @param tls how connections are secured, or null for not at all
     * @throws RuntimeException if the address cannot be taken
     */
    public static ClusterMember join(StaticCluster cluster, TaskExecutor executor, @Nullable Tls tls) {
        ClusterMember member = new ClusterMember(cluster, executor, tls);
        member.switchboard.connected(cluster.self());
        for (int peer = 0; peer < cluster.addresses().size(); peer++) {
            if (peer != cluster.self()) {
                PeerAddress address = cluster.address(peer);
                member.plane.connect(peer, address.host(), address.port());
            }
        }
        return member;
    }

    /**
     * Starts a topology whose tasks are spread over all executors, and keeps it alive; in the first executor.
     *
     * @param listener hears of every change of its state; must not block
     * @param store where its checkpoints are, on a disk that all executors see
     * @throws TopologyStartException if it cannot be started
     */
    public TopologyRun lead(
            Topology topology,
            Placement placement,
            Consumer<TopologyStateChanged> listener,
            CheckpointStore store,
            SupervisorSettings settings) {
        if (cluster.self() != 0) {
            throw new IllegalStateException("Topology is led by the first executor: topology=" + topology.name()
                    + ", self=" + cluster.self() + "; serve it here");
        }
        TopologyRun run = executor.join(topology, listener, new Taps(), store, settings, seat());
        try {
            AtomicLong sessions = new AtomicLong(store.nextAttempt(0) << SESSION_BITS);
            executor.lead(
                            run,
                            store,
                            settings,
                            seat(),
                            new LeadTerms(sessions::getAndIncrement, Set.of(), LeaseGround.FIRM, LeadListener.NONE))
                    .assign(placement);
        } catch (IOException e) {
            run.leave();
            throw new TopologyStartException(topology.name(), String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            run.leave();
            throw e;
        }
        return run;
    }

    /**
     * Runs the tasks of a topology that fall to this executor, as the first one says.
     *
     * @param store the same disk that the leader's store is on
     * @param settings those of the leader
     */
    public TopologyRun serve(Topology topology, SnapshotStore store, SupervisorSettings settings) {
        if (cluster.self() == 0) {
            throw new IllegalStateException(
                    "First executor leads: topology=" + topology.name() + "; let it lead, and others serve");
        }
        return executor.join(topology, change -> {}, new Taps(), store, settings, seat());
    }

    /** What has happened on its connections. */
    public NetStatistics statistics() {
        return plane.statistics();
    }

    /** Closes all connections. */
    @Override
    public void close() {
        plane.close();
    }

    private ClusterSeat seat() {
        return ClusterSeat.of(
                cluster.self(),
                switchboard,
                plane.wire()::send,
                codecs -> new WireChannels(plane.wire(), codecs),
                ORPHAN_MILLIS,
                LeaseTerms.DEFAULTS,
                true);
    }
}

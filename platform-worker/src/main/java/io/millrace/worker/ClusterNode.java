package io.millrace.worker;

import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.CoordinationListener;
import io.millrace.cluster.Leader;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.Scheduler;
import io.millrace.status.TopologyStateChanged;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.cluster.Deployment;
import io.millrace.worker.cluster.DeploymentDocument;
import io.millrace.worker.cluster.Roster;
import io.millrace.worker.cluster.WireChannels;
import io.millrace.worker.cluster.WireNews;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.net.DataPlane;
import io.millrace.worker.net.NetSettings;
import io.millrace.worker.net.NetStatistics;
import io.millrace.worker.net.WireSetup;
import io.millrace.worker.plan.Planner;
import io.millrace.worker.remote.Message;
import io.millrace.worker.remote.PeerEvents;
import io.millrace.worker.remote.Switchboard;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import io.millrace.worker.wire.Member;
import io.millrace.worker.wire.WireContext;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as a member of a cluster that finds itself: members see each other, elect a leader, and the leader spreads the
 * tasks of all topologies over them, again whenever a member is lost.
 *
 * <p>Every member takes part in every topology, and obeys whoever leads. Members of another version of the application are left
 * alone.
 *
 * <p><b>Thread.</b> Any. All that happens in the cluster is handled on one thread, {@code millrace-cluster}.
 *
 * <p><b>Lifecycle.</b> {@link #leave} before the executor is closed, {@link #close} after it.
 */
public final class ClusterNode implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ClusterNode.class);

    private final NodeSettings settings;
    private final TaskExecutor executor;
    private final NodeStores stores;
    private final NodeThread thread;
    private final Switchboard switchboard = new Switchboard();
    private final Coordination coordination;
    private final MemberInfo info;
    private final int self;
    private final DataPlane plane;
    private final ClusterSeat seat;

    // Owned by the thread.
    private final Roster roster;
    private final FolderCheck folderCheck;
    private final DeploymentDocument deployment;
    private final Leadership leadership;
    private final Map<String, NodeTopology> topologies = new TreeMap<>();
    private @Nullable Leader leader;
    private @Nullable String versionInForce;

    private ClusterNode(
            NodeSettings settings, List<Topology> all, TaskExecutor executor, Parts parts, NodeThread thread)
            throws IOException {
        this.settings = settings;
        this.executor = executor;
        this.stores = parts.stores();
        this.thread = thread;
        this.info = settings.member().withTopologies(digests(all, executor.parallelism()));
        this.coordination = parts.coordination().connect(thread.executor());
        try {
            this.self = coordination.join(info, new CoordinationNews());
            this.plane = plane();
        } catch (IOException | RuntimeException e) {
            coordination.close();
            throw e;
        }
        this.seat = ClusterSeat.of(
                self,
                switchboard,
                plane.wire()::send,
                codecs -> new WireChannels(plane.wire(), codecs),
                settings.orphans().toMillis(),
                false);
        this.roster = new Roster(self, info);
        this.deployment = new DeploymentDocument(coordination);
        this.folderCheck = new FolderCheck(coordination, stores, info.name(), thread);
        this.leadership = new Leadership(
                new Leadership.Context(thread, coordination, executor, parts.scheduler(), stores, settings.settle()),
                roster,
                seat,
                folderCheck,
                new Deploying(deployment, roster, parts.scheduler(), System::nanoTime),
                topologies.values());
        switchboard.connected(self);
        switchboard.watch(new PeerNews());
    }

    /**
     * Joins a cluster.
     *
     * @param topologies all topologies of the application
     * @param executor runs the tasks; belongs to the caller
     * @throws IOException if the cluster cannot be joined
     */
    public static ClusterNode join(NodeSettings settings, List<Topology> topologies, TaskExecutor executor, Parts parts)
            throws IOException {
        NodeThread thread = new NodeThread();
        try {
            // What is heard while joining waits behind it.
            return thread.call(() -> new ClusterNode(settings, topologies, executor, parts, thread));
        } catch (IOException | RuntimeException e) {
            thread.close();
            throw e;
        }
    }

    private static Map<String, String> digests(List<Topology> topologies, int parallelism) {
        Map<String, String> digests = new TreeMap<>();
        for (Topology topology : topologies) {
            digests.put(topology.name(), TopologyDigest.of(Planner.plan(topology, parallelism)));
        }
        return digests;
    }

    private DataPlane plane() {
        SecureRandom random = new SecureRandom();
        Member member =
                new Member(settings.application(), settings.application(), info.version(), self, info.incarnation());
        return DataPlane.start(
                NetSettings.DEFAULTS.withAddress(settings.bindHost(), info.port()),
                settings.tls(),
                new WireSetup(
                        settings.wire(),
                        member,
                        settings.secret(),
                        WireContext.pooled(random::nextBytes, System::nanoTime, new WireNews(switchboard))),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * Takes part in a topology.
     *
     * @param listener hears of every change of its state; must not block
     * @throws TopologyStartException if it cannot be run in a cluster
     */
    public TopologyRun run(
            Topology topology, Consumer<TopologyStateChanged> listener, Taps taps, SupervisorSettings supervision) {
        TopologyRun run;
        try {
            run = executor.join(topology, listener, taps, stores.snapshots(topology, coordination), supervision, seat);
        } catch (IOException e) {
            throw new TopologyStartException(topology.name(), String.valueOf(e.getMessage()), e);
        }
        thread.execute(() -> {
            NodeTopology added = new NodeTopology(run, supervision);
            topologies.put(topology.name(), added);
            standBy(added);
            checkFolder(added);
            leadership.add(added);
        });
        return run;
    }

    /**
     * Starts a topology again that has come to an end.
     *
     * @throws IllegalStateException if this member does not lead
     */
    public void start(String topology) {
        withLed(topology, "started", leadership::restart);
    }

    /**
     * Stops a topology with a last checkpoint, wherever its tasks run.
     *
     * @throws IllegalStateException if this member does not lead
     */
    public void stop(String topology) {
        withLed(topology, "stopped", leadership::stop);
    }

    /**
     * Does something with the checkpoints of a topology.
     *
     * @throws IllegalStateException if this member does not lead
     * @throws IOException if that fails
     */
    public <T> T withCheckpoints(String topology, StoreAccess<T> access) throws IOException {
        CheckpointStore store =
                thread.call(() -> requireLed(topology, "looked at").store());
        if (store == null) {
            throw new IllegalStateException("Topology has no checkpoints at hand: topology=" + topology);
        }
        return access.apply(store);
    }

    private void withLed(String topology, String wish, Consumer<NodeTopology> action) {
        try {
            thread.call(() -> {
                action.accept(requireLed(topology, wish));
                return null;
            });
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private NodeTopology requireLed(String topology, String wish) {
        NodeTopology known = topologies.get(topology);
        if (known == null || !leadership.isHeld()) {
            Leader current = leader;
            throw new IllegalStateException("Topology is " + wish + " by the member that leads: topology=" + topology
                    + ", leader=" + (current == null ? "none" : roster.name(current.member())) + "; ask there");
        }
        return known;
    }

    /** Gives up leadership, and lets others take over what runs here; then the executor may be closed. */
    public void leave() {
        thread.run(() -> {
            announceNoSlots();
            leadership.endForGood();
        });
    }

    /** Leaves the cluster. */
    @Override
    public void close() {
        thread.run(() -> {
            folderCheck.begin(0);
            leadership.end();
            coordination.close();
        });
        thread.close();
        plane.close();
    }

    /** Number of this member. */
    public int number() {
        return self;
    }

    /** What has happened on its connections. */
    public NetStatistics statistics() {
        return plane.statistics();
    }

    private void announceNoSlots() {
        try {
            coordination.announce(info.withSlots(0));
        } catch (CoordinationException e) {
            log.warn("That this member takes no work is not announced", e);
        }
    }

    private void checkFolder(NodeTopology topology) {
        folderCheck.check(topology.run().topology(), reason -> sitOut(topology, reason));
    }

    /** Takes no more work: what it wrote nobody would find. */
    private void sitOut(NodeTopology topology, String reason) {
        log.error("This member gets no work: {}", reason);
        topology.run().waitFor(reason);
        announceNoSlots();
        topology.run().leave();
    }

    private void seen(List<ClusterMemberInfo> members) {
        roster.update(members).forEach(plane::disconnect);
        roster.peers().forEach((number, peer) -> plane.connect(number, peer.host(), peer.port()));
        if (leadership.isHeld()) {
            members.forEach(member -> roster.fault(member.number()).ifPresent(log::error));
        }
        leadership.schedule();
    }

    private void led(@Nullable Leader next) {
        leader = next;
        log.info("Leader is {}", next == null ? "not known" : roster.name(next.member()));
        if (next != null) {
            folderCheck.begin(next.epoch());
            topologies.values().forEach(this::checkFolder);
            lookForVersion();
        }
    }

    /** Which version runs is changed only by leaders, who then let another one lead. */
    private void lookForVersion() {
        try {
            String next = deployment.look().map(Deployment::inForce).orElse(info.version());
            if (!next.equals(versionInForce)) {
                versionInForce = next;
                topologies.values().forEach(this::standBy);
            }
        } catch (CoordinationException | IllegalArgumentException e) {
            log.warn("It is not known which version of the application is in force", e);
        }
    }

    private void standBy(NodeTopology topology) {
        String running = versionInForce;
        if (running == null || running.equals(info.version())) {
            topology.run().waitFor(null);
            return;
        }
        topology.run().dismiss();
        topology.run()
                .waitFor("Version " + running + " of the application is in force; this member has version "
                        + info.version() + ", and waits");
    }

    /**
     * What a cluster consists of beside the engine.
     *
     * @param coordination connects to what members agree on
     * @param scheduler decides where tasks run
     * @param stores opens checkpoints
     */
    public record Parts(Connector coordination, Scheduler scheduler, NodeStores stores) {}

    /** Does something with a store of checkpoints. */
    @FunctionalInterface
    public interface StoreAccess<T> {

        /** Does it. */
        T apply(CheckpointStore store) throws IOException;
    }

    /** Connects to what members agree on. */
    @FunctionalInterface
    public interface Connector {

        /** Connects; events are handled by the executor. */
        Coordination connect(Executor events) throws CoordinationException;
    }

    private final class CoordinationNews implements CoordinationListener {

        @Override
        public void onMembers(List<ClusterMemberInfo> members) {
            NodeThread.guarded(() -> seen(members));
        }

        @Override
        public void onLeader(@Nullable Leader next) {
            NodeThread.guarded(() -> led(next));
        }

        @Override
        public void onElected(long epoch) {
            NodeThread.guarded(() -> leadership.begin(epoch));
        }

        @Override
        public void onDismissed(String reason) {
            NodeThread.guarded(() -> {
                log.warn("This member leads no more: {}", reason);
                leadership.end();
            });
        }

        @Override
        public void onConnection(Connection connection, String reason) {
            log.debug("Connection to the coordination: {}; {}", connection, reason);
        }
    }

    private final class PeerNews implements PeerEvents {

        @Override
        public void onConnected(int member) {
            thread.execute(() -> {
                roster.connected(member);
                leadership.schedule();
            });
        }

        @Override
        public void onDisconnected(int member, String reason) {
            thread.execute(() -> roster.disconnected(member));
        }

        @Override
        public void onLost(int member, List<ChannelAddress> channels, boolean messagesLost, String reason) {
            // Those who keep topologies alive hear of it too.
        }

        @Override
        public void onMessage(int member, Message message) {
            // Messages are for topologies.
        }
    }
}

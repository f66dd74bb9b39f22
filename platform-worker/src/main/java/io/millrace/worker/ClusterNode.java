package io.millrace.worker;

import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.CoordinationListener;
import io.millrace.cluster.Leader;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.Scheduler;
import io.millrace.control.ClusterView;
import io.millrace.control.LeaderUnavailableException;
import io.millrace.control.MemberUnavailableException;
import io.millrace.control.StartFrom;
import io.millrace.control.UnknownCheckpointException;
import io.millrace.control.UnknownMemberException;
import io.millrace.status.KeptCheckpoint;
import io.millrace.status.TopologyStateChanged;
import io.millrace.topology.Topology;
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
import io.millrace.worker.remote.LeaseTerms;
import io.millrace.worker.remote.Message;
import io.millrace.worker.remote.PeerEvents;
import io.millrace.worker.remote.Reply;
import io.millrace.worker.remote.Request;
import io.millrace.worker.remote.Steering;
import io.millrace.worker.remote.Switchboard;
import io.millrace.worker.remote.TopologyPicture;
import io.millrace.worker.remote.Unreached;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import io.millrace.worker.wire.Member;
import io.millrace.worker.wire.WireContext;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
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
    private final ClusterControl control;

    // Owned by the thread.
    private final Roster roster;
    private final FolderCheck folderCheck;
    private final DeploymentDocument deployment;
    private final Leadership leadership;
    private final LedTopologies led;
    private final StatusBroadcast broadcast;
    private final Map<String, NodeTopology> topologies = new TreeMap<>();
    private @Nullable String versionInForce;

    // Written by the thread.
    private volatile @Nullable Leader leader;
    private volatile Map<String, TopologyRun> runs = Map.of();
    private volatile ClusterView view;

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
                LeaseTerms.of(settings.lease()),
                false);
        this.roster = new Roster(self, info);
        this.deployment = new DeploymentDocument(coordination);
        this.view = ClusterViews.of(self, null, roster);
        this.folderCheck = new FolderCheck(coordination, stores, info.name(), thread);
        this.leadership = new Leadership(
                new Leadership.Context(thread, coordination, executor, parts.scheduler(), stores, settings.settle()),
                roster,
                seat,
                folderCheck,
                new Deploying(deployment, roster, parts.scheduler(), System::nanoTime),
                topologies.values());
        this.led = new LedTopologies(thread, leadership, roster, topologies);
        this.broadcast = new StatusBroadcast(thread, plane.wire()::send, topologies.values(), this::listeners);
        this.control = new ClusterControl(new ClusterControl.Parts(
                self,
                thread,
                plane.wire()::send,
                this::requireLeader,
                (member, request) -> request instanceof Request.Query query
                        ? parts.answers().answer(query)
                        : led.serve(member, request),
                ClusterControl.PATIENCE));
        switchboard.connected(self);
        switchboard.watch(new PeerNews());
        broadcast.begin();
        new ConnectionWatch(thread, roster, plane.wire()::send, this::leaderNumber, others -> unreached(self, others))
                .begin();
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
            runs = topologies.values().stream()
                    .map(NodeTopology::run)
                    .collect(Collectors.toMap(known -> known.topology().name(), known -> known));
            checkFolder(added);
            leadership.add(added);
        });
        return run;
    }

    /**
     * Starts a topology again that has come to an end, whoever leads.
     *
     * @throws UnknownCheckpointException if it is to begin with a checkpoint that does not exist
     * @throws IllegalStateException if it cannot be started now, or it is not known whether it was; the message says why
     */
    public void start(String topology, StartFrom from) {
        answered(control.start(topology, from));
    }

    /**
     * Stops, cancels, drains or restarts a topology, wherever its tasks run and whoever leads. Does not wait for the end of it.
     *
     * @throws IllegalStateException if that cannot be done now, or it is not known whether it was; the message says why
     */
    public void steer(String topology, Steering steering) {
        answered(control.steer(topology, steering));
    }

    /**
     * Asks for a savepoint, whoever leads.
     *
     * @return its number; fails with an {@link IllegalStateException} that says why there is none, or that it is not known
     */
    public CompletableFuture<Long> savepoint(String topology) {
        return control.savepoint(topology);
    }

    /**
     * What is kept of the checkpoints of a topology, the newest first, at most {@value Reply.Kept#MAX_CHECKPOINTS} of them.
     *
     * @throws IllegalStateException if that cannot be found out now; the message says why
     */
    public List<KeptCheckpoint> checkpoints(String topology) {
        return answered(control.checkpoints(topology));
    }

    /**
     * Deletes a savepoint.
     *
     * @throws IllegalStateException if it cannot be deleted, or it is not known whether it was; the message says why
     */
    public void deleteSavepoint(String topology, long checkpointId) {
        answered(control.deleteSavepoint(topology, checkpointId));
    }

    /**
     * Asks a member, which may be this one, for something of itself.
     *
     * @return the answer; fails with a {@link MemberUnavailableException} if there is none
     * @throws UnknownMemberException if there is none of this number
     * @throws MemberUnavailableException if it is of another version, which cannot be asked
     */
    public <R extends Reply, T> CompletableFuture<T> query(
            int member, LongFunction<Request.Query> wish, Class<R> kind, Function<R, T> value) {
        requireOfThisVersion(member);
        return control.query(member, wish, kind, value);
    }

    private void requireOfThisVersion(int member) {
        ClusterView seen = view;
        ClusterView.Member found = seen.members().stream()
                .filter(each -> each.number() == member)
                .findFirst()
                .orElseThrow(() -> new UnknownMemberException(
                        member,
                        seen.members().stream().map(ClusterView.Member::number).toList()));
        if (!found.version().equals(info.version())) {
            throw new MemberUnavailableException("Member runs another version of the application: member=" + member
                    + ", version=" + found.version() + ", asked=" + info.version()
                    + "; ask a member of its own version");
        }
    }

    private static <T> T answered(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while waiting for the leader; it is not known what it does", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof LeaderUnavailableException || cause instanceof UnknownCheckpointException) {
                throw (RuntimeException) cause;
            }
            throw new IllegalStateException(cause.getMessage(), cause);
        }
    }

    private int requireLeader() {
        Leader current = leader;
        if (leadership.isHeld()) {
            return self;
        }
        if (current == null || current.member() == self) {
            throw new LeaderUnavailableException(
                    "Leader is unknown at the moment: member=" + info.name() + "; try again");
        }
        if (!roster.peers().containsKey(current.member())) {
            throw new LeaderUnavailableException(
                    "Leader runs another version of the application, or is leaving: leader="
                            + roster.name(current.member()) + ", version=" + info.version()
                            + "; ask a member of the version that leads");
        }
        return current.member();
    }

    /** Other members of this version that can be told something. */
    private Set<Integer> listeners() {
        return roster.peers().keySet().stream().filter(roster::isConnected).collect(Collectors.toSet());
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
        control.close();
        led.close();
        thread.close();
        plane.close();
    }

    /** The cluster as this member sees it. */
    public ClusterView view() {
        return view;
    }

    /** Number of this member. */
    public int number() {
        return self;
    }

    /** Number of requests of other members that it works on. */
    int requestsAtWork() {
        return control.admitted();
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
        List<Integer> gone = roster.update(members);
        gone.forEach(plane::disconnect);
        gone.forEach(broadcast::forget);
        control.onLost(gone::contains);
        roster.peers().forEach((number, peer) -> plane.connect(number, peer.host(), peer.port()));
        if (leadership.isHeld()) {
            members.forEach(member -> roster.fault(member.number()).ifPresent(log::error));
        }
        leadership.schedule();
        look();
    }

    /** What others see of the cluster. */
    private void look() {
        view = ClusterViews.of(self, leader, roster);
    }

    private void led(@Nullable Leader next) {
        leader = next;
        broadcast.clear();
        look();
        log.info("Leader is {}", next == null ? "not known" : roster.name(next.member()));
        if (next != null) {
            control.onLeader(next.member());
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

    /** Only who leads knows how topologies are. */
    private void show(int member, TopologyPicture picture) {
        Leader current = leader;
        TopologyRun run = runs.get(picture.topology());
        if (run != null && current != null && current.member() == member) {
            run.show(picture);
        }
    }

    private int leaderNumber() {
        Leader current = leader;
        return current == null ? -1 : current.member();
    }

    /** A member, maybe this one, has told whom it does not reach. Only who leads makes something of it. */
    private void unreached(int member, Set<Integer> others) {
        roster.unreached(member, others);
        leadership.waysChanged();
    }

    /**
     * What a cluster consists of beside the engine.
     *
     * @param coordination connects to what members agree on
     * @param scheduler decides where tasks run
     * @param stores opens checkpoints
     * @param answers answers what this member is asked of itself
     */
    public record Parts(Connector coordination, Scheduler scheduler, NodeStores stores, MemberAnswers answers) {}

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
                look();
                leadership.waysChanged();
                leadership.schedule();
            });
        }

        @Override
        public void onDisconnected(int member, String reason) {
            thread.execute(() -> {
                roster.disconnected(member);
                look();
                leadership.waysChanged();
                broadcast.forget(member);
            });
        }

        @Override
        public void onLost(int member, List<ChannelAddress> channels, boolean messagesLost, String reason) {
            // Those who keep topologies alive hear of it too.
            if (messagesLost) {
                control.onLost(lost -> lost == member);
                thread.execute(() -> broadcast.forget(member));
            }
        }

        @Override
        public void onMessage(int member, Message message) {
            if (message instanceof Request request) {
                control.onRequest(member, request);
            } else if (message instanceof Reply reply) {
                control.onReply(member, reply);
            } else if (message instanceof TopologyPicture picture) {
                show(member, picture);
            } else if (message instanceof Unreached unreached) {
                thread.execute(() -> unreached(member, Set.copyOf(unreached.members())));
            }
        }
    }
}

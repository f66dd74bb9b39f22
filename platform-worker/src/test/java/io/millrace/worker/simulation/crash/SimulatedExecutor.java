package io.millrace.worker.simulation.crash;

import io.millrace.status.TopologyState;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.cluster.WireChannels;
import io.millrace.worker.cluster.WireNews;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.plan.Placement;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.remote.LeaseTerms;
import io.millrace.worker.remote.MemberAgent;
import io.millrace.worker.remote.Switchboard;
import io.millrace.worker.supervise.RestoreRefusedException;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.wire.ClusterSecret;
import io.millrace.worker.wire.Connection;
import io.millrace.worker.wire.Member;
import io.millrace.worker.wire.Pipe;
import io.millrace.worker.wire.Wire;
import io.millrace.worker.wire.WireContext;
import io.millrace.worker.wire.WireSettings;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One life of one process among several: its wire, its tasks, what a member has, and while it leads what a leader has. */
final class SimulatedExecutor {

    /** Short, so that many run out. */
    static final LeaseTerms LEASES = LeaseTerms.of(Duration.ofMillis(800));

    private static final ClusterSecret SECRET = ClusterSecret.of("a secret of the simulation");

    private static final int[] SKEW_PERCENT = {-11, 11};

    private final int number;
    private final String version;
    private final Plants plants;
    private final Random random;
    private final VirtualClock clock;
    private final SimulatedTasks tasks;
    private final Wire wire;
    private final Switchboard switchboard = new Switchboard();
    private @Nullable Plan plan;
    private @Nullable SupervisorSettings settings;
    private @Nullable MemberAgent agent;
    private @Nullable SimulatedLead lead;
    private int pausedSteps;
    private boolean isLeaving;
    private long restarts;
    private long checkpoints;
    private int adoptions;

    SimulatedExecutor(Identity identity, Plants plants, Random random, VirtualClock clock) {
        this.number = identity.number;
        this.version = identity.version;
        this.plants = plants;
        this.random = random;
        this.clock = clock;
        int batchSize = 1 + random.nextInt(random.nextBoolean() ? 4 : 32);
        this.tasks = new SimulatedTasks(
                random,
                clock,
                new ExchangeSettings(batchSize, 2 + random.nextInt(3), random.nextInt(3) * 1_000_000L),
                plants,
                this::skewedNanos);
        WireSettings wireSettings = WireSettings.DEFAULTS
                .withFrames(batchSize, 100 + random.nextInt(2000), 1 << 16)
                .withMemory(16 << 20, 600 + random.nextInt(5000));
        this.wire = new Wire(
                wireSettings,
                new Member("simulation", "crash", version, number, random.nextLong()),
                SECRET,
                new WireContext(
                        UnpooledByteBufAllocator.DEFAULT, random::nextBytes, clock::nanos, new WireNews(switchboard)));
    }

    /**
     * Who it is.
     *
     * @param version those of other versions are no peers
     */
    record Identity(int number, String version) {}

    int number() {
        return number;
    }

    String version() {
        return version;
    }

    Connection accept(Pipe pipe) {
        return wire.accept(pipe);
    }

    Connection dial(SimulatedExecutor to, Pipe pipe) {
        return wire.dial(to.number, pipe);
    }

    /** Number of the attempt of the task that is called now. */
    long attempt() {
        return tasks.attempt();
    }

    /** What it is an executor of. */
    void runs(Plan of, SupervisorSettings with) {
        plan = of;
        settings = with;
    }

    /** Settings of the topology. */
    SupervisorSettings settings() {
        return Objects.requireNonNull(settings);
    }

    /** Does nothing for a while, as a process that is stopped, and does not know. */
    void pause(int steps) {
        pausedSteps = steps;
    }

    /** Whether it has been told to start tasks, and their sinks have not taken over yet. */
    boolean isOpening() {
        return tasks.areOpening();
    }

    boolean isPaused() {
        return pausedSteps > 0;
    }

    /** Whether it sleeps through a step. */
    boolean sleeps() {
        return pausedSteps > 0 && pausedSteps-- > 0;
    }

    /** Keeps the topology alive, as soon as it is {@linkplain #assign said} where its tasks run. */
    void lead(SupervisorSettings with, SimulatedLead.Terms terms) throws IOException, RestoreRefusedException {
        SimulatedLead next = new SimulatedLead(
                plan(),
                with,
                new SimulatedLead.Seat(number, switchboard, this::post, clock, this::skewedNanos),
                terms,
                plants);
        lead = next;
        next.start(clock.millis());
    }

    /** What it keeps alive, or null if it does not lead. */
    @Nullable
    SimulatedLead lead() {
        return lead;
    }

    /** Asks what runs already, before anything is started. */
    void find(Set<Integer> executors) {
        if (lead != null) {
            lead.find(executors);
        }
    }

    /** Says where tasks run that are started from now on. */
    void assign(Placement placement) {
        if (lead != null) {
            lead.assign(placement);
        }
    }

    /** Leads no more, and says nothing to anybody. */
    void resign() {
        restarts = restarts();
        checkpoints = checkpoints();
        adoptions = adoptions();
        if (lead != null) {
            lead.resign();
        }
        lead = null;
    }

    /** Does what the leader says. */
    void serve(SnapshotStore snapshots) {
        MemberAgent.Parts parts = new MemberAgent.Parts(
                plants.snapshots(snapshots),
                CrashSimulation.CODECS,
                this::skewedNanos,
                tasks,
                new WireChannels(wire, CrashSimulation.CODECS),
                this::post,
                random.nextInt(5000),
                LEASES,
                note -> {});
        agent = new MemberAgent(plan(), number, settings(), parts, () -> {});
        switchboard.register(plan().topology().name(), plants.hearing(agent));
        switchboard.connected(number);
    }

    /** Goes in an orderly way: it says so, and closes its tasks. */
    void leave() {
        isLeaving = true;
        if (agent != null) {
            agent.close();
        }
    }

    boolean isLeaving() {
        return isLeaving;
    }

    /** Whether it has left, and nothing of it runs any more. */
    boolean hasLeft() {
        return isLeaving && tasks.areGone() && agent != null && agent.isOver();
    }

    /** Lets go of all tasks: they belong to nobody. */
    void dismiss() {
        if (agent != null) {
            agent.dismiss();
        }
    }

    /** Its clock goes a little faster or slower than those of others. */
    private long skewedNanos() {
        return clock.nanos() + clock.nanos() / 100 * SKEW_PERCENT[number % SKEW_PERCENT.length];
    }

    private Plan plan() {
        return Objects.requireNonNull(plan);
    }

    private boolean post(int executor, byte[] message) {
        if (executor != number) {
            return wire.send(executor, message);
        }
        switchboard.message(number, message);
        return true;
    }

    /** Does something; false if there was nothing to do. */
    boolean step() {
        if (random.nextInt(4) != 0 && !tasks.areGone()) {
            return tasks.step();
        }
        if (lead != null && random.nextBoolean()) {
            return lead.work(clock.millis());
        }
        return agent != null && agent.work(clock.millis()) <= clock.millis();
    }

    /** The system closes what a process has open. */
    void die() {
        if (lead != null) {
            lead.die();
        }
    }

    /**
     * Whether it leads, and the topology has come to its end.
     *
     * @throws AssertionError if that is a failure
     */
    boolean hasFinished() {
        return lead != null && lead.hasFinished(false);
    }

    /** Whether it leads, and the topology is in a state. */
    boolean isIn(TopologyState state) {
        return lead != null && lead.state() == state;
    }

    /** Parts of the topology that were restarted while it led. */
    long restarts() {
        return restarts + (lead == null ? 0 : lead.restarts());
    }

    /** Checkpoints that were decided while it led. */
    long checkpoints() {
        return checkpoints + (lead == null ? 0 : lead.checkpoints());
    }

    /** Times that tasks of an earlier leader were taken over. */
    int adoptions() {
        return adoptions + (lead == null ? 0 : lead.adoptions());
    }

    @Override
    public String toString() {
        return "executor " + number + " of version " + version + ": tasks=" + tasks + (isPaused() ? ", paused" : "")
                + (isLeaving ? ", leaving" : "") + (lead == null ? "" : ", " + lead);
    }
}

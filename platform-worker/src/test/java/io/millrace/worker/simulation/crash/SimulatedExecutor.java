package io.millrace.worker.simulation.crash;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.cluster.WireChannels;
import io.millrace.worker.cluster.WireNews;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.plan.Placement;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.remote.ClusterHost;
import io.millrace.worker.remote.HostListener;
import io.millrace.worker.remote.MemberAgent;
import io.millrace.worker.remote.Switchboard;
import io.millrace.worker.remote.TaskMaker;
import io.millrace.worker.supervise.LocalTasks;
import io.millrace.worker.supervise.RestoreRefusedException;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.supervise.TaskEvents;
import io.millrace.worker.supervise.TopologySupervisor;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.SourceSplits;
import io.millrace.worker.task.Taps;
import io.millrace.worker.task.Task;
import io.millrace.worker.task.TaskEnvironment;
import io.millrace.worker.task.TaskGraph;
import io.millrace.worker.task.TaskPlaces;
import io.millrace.worker.wire.ClusterSecret;
import io.millrace.worker.wire.Connection;
import io.millrace.worker.wire.Member;
import io.millrace.worker.wire.Pipe;
import io.millrace.worker.wire.Wire;
import io.millrace.worker.wire.WireContext;
import io.millrace.worker.wire.WireSettings;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One life of one process among several: its wire, its tasks, and a supervisor or what a member has in its place. */
final class SimulatedExecutor implements TaskMaker {

    private static final ClusterSecret SECRET = ClusterSecret.of("a secret of the simulation");

    private final int number;
    private final Random random;
    private final VirtualClock clock;
    private final ExchangeSettings exchange;
    private final Wire wire;
    private final Switchboard switchboard = new Switchboard();
    private final List<LivingTask> living = new ArrayList<>();
    private @Nullable Plan plan;
    private @Nullable SupervisorSettings settings;
    private @Nullable ClusterHost host;
    private @Nullable TopologySupervisor supervisor;
    private @Nullable MemberAgent agent;
    private @Nullable CheckpointStore store;
    private TopologyState state = TopologyState.STARTING;
    private @Nullable TopologyFailure failure;
    private long restarts;
    private long checkpoints;
    private int adoptions;

    SimulatedExecutor(int number, Random random, VirtualClock clock) {
        this.number = number;
        this.random = random;
        this.clock = clock;
        int batchSize = 1 + random.nextInt(random.nextBoolean() ? 4 : 32);
        this.exchange = new ExchangeSettings(batchSize, 2 + random.nextInt(3), random.nextInt(3) * 1_000_000L);
        WireSettings wireSettings = WireSettings.DEFAULTS
                .withFrames(batchSize, 100 + random.nextInt(2000), 1 << 16)
                .withMemory(16 << 20, 600 + random.nextInt(5000));
        this.wire = new Wire(
                wireSettings,
                new Member("simulation", "crash", "1", number, random.nextLong()),
                SECRET,
                new WireContext(
                        UnpooledByteBufAllocator.DEFAULT, random::nextBytes, clock::nanos, new WireNews(switchboard)));
    }

    int number() {
        return number;
    }

    Connection accept(Pipe pipe) {
        return wire.accept(pipe);
    }

    Connection dial(SimulatedExecutor to, Pipe pipe) {
        return wire.dial(to.number, pipe);
    }

    /** What it is an executor of. */
    void runs(Plan of, SupervisorSettings with) {
        plan = of;
        settings = with;
    }

    /** Keeps the topology alive, as soon as it is {@linkplain #assign said} where its tasks run. */
    void lead(CheckpointStore checkpoints, LongSupplier sessions, IntConsumer givenUp)
            throws IOException, RestoreRefusedException {
        store = checkpoints;
        ClusterHost led = new ClusterHost(plan(), number, this::post, sessions, new Listener(givenUp), () -> {});
        host = led;
        supervisor = new TopologySupervisor(
                plan(), settings(), checkpoints, CrashSimulation.CODECS, clock::nanos, led, () -> {});
        switchboard.register(plan().topology().name(), led);
        supervisor.start(clock.millis());
    }

    /** Asks what runs already, before anything is started. */
    void find(Set<Integer> executors) {
        if (host != null) {
            host.find(executors);
        }
    }

    /** Says where tasks run that are started from now on. */
    void assign(Placement placement) {
        if (host != null) {
            host.assign(placement);
        }
    }

    /** Leads no more, and says nothing to anybody. */
    void resign() {
        restarts = restarts();
        checkpoints = checkpoints();
        if (host != null) {
            switchboard.unregister(plan().topology().name(), host);
        }
        if (store != null) {
            store.close();
        }
        host = null;
        supervisor = null;
        store = null;
        state = TopologyState.STARTING;
        failure = null;
    }

    /** Does what the leader says. */
    void serve(SnapshotStore snapshots) {
        Topology topology = plan().topology();
        MemberAgent.Parts parts = new MemberAgent.Parts(
                snapshots,
                CrashSimulation.CODECS,
                clock::nanos,
                this,
                new WireChannels(wire, CrashSimulation.CODECS),
                this::post,
                random.nextInt(5000),
                note -> {});
        agent = new MemberAgent(plan(), number, settings(), parts, () -> {});
        switchboard.register(topology.name(), agent);
        switchboard.connected(number);
    }

    private Plan plan() {
        return Objects.requireNonNull(plan);
    }

    private SupervisorSettings settings() {
        return Objects.requireNonNull(settings);
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
        if (random.nextInt(4) != 0 && !living.isEmpty()) {
            LivingTask task = living.get(random.nextInt(living.size()));
            Task.Progress progress = Task.Progress.WAIT;
            int burst = random.nextInt(8) == 0 ? 10 : 1;
            for (int i = 0; i < burst && living.contains(task); i++) {
                progress = task.advance(clock);
                if (progress == Task.Progress.DONE) {
                    living.remove(task);
                }
            }
            return progress == Task.Progress.WORKED || progress == Task.Progress.DONE;
        }
        if (supervisor != null && random.nextBoolean()) {
            return supervisor.work(clock.millis()) <= clock.millis();
        }
        return agent != null && agent.work(clock.millis()) <= clock.millis();
    }

    /** The system closes what a process has open. */
    void die() {
        if (store != null) {
            store.close();
        }
    }

    /**
     * Whether it leads, and the topology has come to its end.
     *
     * @throws AssertionError if that is a failure
     */
    boolean hasFinished() {
        if (supervisor == null || !supervisor.isOver()) {
            return false;
        }
        if (state == TopologyState.FAILED) {
            throw new AssertionError("Topology has failed: " + failure);
        }
        return state == TopologyState.FINISHED;
    }

    /** Parts of the topology that were restarted while it led. */
    long restarts() {
        return restarts + (supervisor == null ? 0 : supervisor.status().restarts());
    }

    /** Times that tasks of an earlier leader were taken over. */
    int adoptions() {
        return adoptions;
    }

    /** Checkpoints that were decided while it led. */
    long checkpoints() {
        return checkpoints + (supervisor == null ? 0 : supervisor.status().completed());
    }

    @Override
    public LocalTasks make(Plan region, Checkpoints checkpoints, SourceSplits splits, TaskPlaces places) {
        List<Task> tasks = TaskGraph.build(
                region, new TaskEnvironment(exchange, clock::millis, new Taps(), checkpoints), splits, places);
        tasks.forEach(Task::checkRestore);
        return new Group(tasks);
    }

    @Override
    public void interruptReads() {
        // Nobody waits in a simulation.
    }

    @Override
    public String toString() {
        return "executor " + number + ": " + state + ", tasks="
                + living.stream().map(LivingTask::toString).toList()
                + (supervisor == null ? "" : ", checkpoints=" + supervisor.status());
    }

    private final class Listener implements HostListener {

        private final IntConsumer givenUp;

        Listener(IntConsumer givenUp) {
            this.givenUp = givenUp;
        }

        @Override
        public void onState(TopologyState to, @Nullable TopologyFailure why) {
            state = to;
            failure = why == null ? failure : why;
        }

        @Override
        public void onFound(List<Integer> slices) {
            adoptions += slices.isEmpty() ? 0 : 1;
        }

        @Override
        public void onGivenUp(int executor) {
            givenUp.accept(executor);
        }
    }

    /** Tasks that are called as the seed decides. */
    private final class Group extends LocalTasks {

        Group(List<Task> tasks) {
            super(tasks);
        }

        @Override
        public void launch(TaskEvents events) {
            tasks().forEach(task -> living.add(new LivingTask(task, events)));
        }

        @Override
        public void cancel() {
            living.stream().filter(each -> each.isOneOf(tasks())).forEach(LivingTask::cancel);
        }
    }
}

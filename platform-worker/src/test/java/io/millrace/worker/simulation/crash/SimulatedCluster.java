package io.millrace.worker.simulation.crash;

import io.millrace.topology.Guarantee;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.SimulatedDisk;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Planner;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.RestoreRefusedException;
import io.millrace.worker.supervise.SupervisorSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Several processes of one application on a network that fails, with a disk that all of them see: one at a time does something,
 * dies, stands still, or comes back in its place. A {@link Script} says who leads. After a while nothing fails any more; then
 * the topology has to come to rest, and only then its sources come to their ends.
 *
 * <p>The disk is sound: it stands for a store that all executors share. Everything is decided by the seed.
 */
final class SimulatedCluster {

    static final String TOPOLOGY = "crash";

    private static final int MAX_STEPS = 1_000_000;
    private static final int IDLE_STEPS = 40;

    private final Random random;
    private final Script script;
    private final Plants plants;
    private final CrashProgram program;
    private final Chaos chaos;
    private final SimulatedDisk disk;
    private final VirtualClock clock = new VirtualClock();
    private final Ledger ledger = new Ledger();
    private final Violations violations = new Violations();
    private final SimulatedNetwork network;
    private final Disturbances disturbances;
    private final SimulatedPace pace;
    private final Rest rest = new Rest();
    private final @Nullable SimulatedExecutor[] executors;
    private final int[] emptySteps;
    private List<SimulatedExecutor> living = List.of();
    private final int parallelism;
    private int idleSteps;
    private int deaths;
    private long restarts;
    private long checkpoints;

    SimulatedCluster(Random random, Script script, Plants plants) {
        this.random = random;
        this.script = script;
        this.plants = plants;
        this.program = new CrashProgram(new Random(random.nextLong()), CrashLimits.NONE);
        this.chaos = new Chaos(new Random(random.nextLong()), CrashLimits.NONE);
        this.disk = new SimulatedDisk(random.nextLong());
        this.network = new SimulatedNetwork(new Random(random.nextLong()), clock, random.nextInt(6));
        this.disturbances = new Disturbances(new Random(random.nextLong()), network);
        this.pace = new SimulatedPace(1_000 + random.nextInt(5_000));
        this.executors = new SimulatedExecutor[2 + random.nextInt(3)];
        this.emptySteps = new int[executors.length];
        this.parallelism = 1 + random.nextInt(5);
    }

    /** What is done in a simulation beside what all executors do. */
    interface Script {

        /** Makes the executor of a place that is empty, and has it serve. */
        void begin(int place) throws IOException, DamagedCheckpointException, RestoreRefusedException;

        /** Called before each step. */
        default void beforeStep() throws IOException, DamagedCheckpointException, RestoreRefusedException {}

        /** An executor is no more. */
        default void onGone(SimulatedExecutor executor) {}

        /** Whether two executors reach each other. */
        default boolean isReachable(SimulatedExecutor from, SimulatedExecutor to) {
            return true;
        }

        /** Nothing fails from now on. */
        default void onCalm() {}

        /** Whether the topology runs, and nothing is to change that. */
        boolean isAtRest();

        /** Whether the topology has come to its end. */
        boolean isFinished();

        /** Whether somebody has told the topology to end before the end of its sources. */
        default boolean isDrained() {
            return false;
        }
    }

    /**
     * Runs to the end and compares what the sinks have shown with what they had to show.
     *
     * @throws AssertionError if anything was lost, came twice, or hangs
     */
    void run(long seed) {
        try {
            while (!script.isFinished()) {
                pace.pass();
                lookForRest();
                if (pace.steps() > MAX_STEPS) {
                    throw new AssertionError("Topology hangs: " + Arrays.toString(executors));
                }
                step();
            }
            if (pace.isOpen()) {
                rest.requireKept(restarts());
            }
            List<String> shown = ledger.visible();
            if (!script.isDrained()) {
                // Before that, more may have been read than is read in the end, and what has been overwritten stays.
                ledger.requireLatest();
            }
            CrashSimulation.judge(
                    violations, shown, script.isDrained() ? program.expectedOfPart(shown) : program.expected(), false);
        } catch (AssertionError
                | RuntimeException
                | IOException
                | DamagedCheckpointException
                | RestoreRefusedException e) {
            throw new AssertionError(
                    "Seed " + seed + ": " + e.getMessage() + " [" + script + "; " + Arrays.toString(executors) + "]",
                    e);
        }
    }

    private void lookForRest() {
        if (!pace.isCalm() || pace.isOpen()) {
            return;
        }
        chaos.end();
        network.end();
        disturbances.end();
        living().forEach(executor -> executor.pause(0));
        script.onCalm();
        if (rest.isReached(script.isAtRest(), restarts())) {
            pace.open();
        }
    }

    private void step() throws IOException, DamagedCheckpointException, RestoreRefusedException {
        clock.pass(random.nextInt(400_000));
        disturbances.strike(living());
        script.beforeStep();
        int place = random.nextInt(executors.length);
        SimulatedExecutor executor = executors[place];
        if (executor == null) {
            if (emptySteps[place]-- <= 0) {
                script.begin(place);
            }
            return;
        }
        boolean[] hasWorked = new boolean[1];
        if (!executor.sleeps()) {
            connect(executor);
            if (!survives(executor, () -> hasWorked[0] = executor.step())) {
                return;
            }
        }
        for (int i = 0; i < 3; i++) {
            hasWorked[0] |= network.step();
        }
        pass(hasWorked[0]);
    }

    private void pass(boolean hasWorked) {
        idleSteps = hasWorked ? 0 : idleSteps + 1;
        if (idleSteps > IDLE_STEPS) {
            clock.pass(1_000_000L * (1 + random.nextInt(100)));
            idleSteps = 0;
        }
    }

    private void connect(SimulatedExecutor from) {
        SimulatedExecutor to = executors[random.nextInt(executors.length)];
        if (to != null
                && to != from
                && random.nextInt(4) == 0
                && !to.isPaused()
                && to.version().equals(from.version())
                && !network.isConnected(from, to)
                && script.isReachable(from, to)) {
            network.connect(from, to);
        }
    }

    /** Has an executor do something in which it may die; false if it has. */
    boolean survives(SimulatedExecutor executor, Action action)
            throws IOException, DamagedCheckpointException, RestoreRefusedException {
        try {
            action.run();
            return true;
        } catch (Chaos.ProcessDied e) {
            kill(executor);
            return false;
        }
    }

    /** An executor dies, and after a while another may take its place. */
    void kill(SimulatedExecutor dead) {
        deaths++;
        chaos.restart();
        remove(dead);
    }

    /** An executor is no more, and after a while another may take its place. */
    void remove(SimulatedExecutor gone) {
        int place = Arrays.asList(executors).indexOf(gone);
        restarts += gone.restarts();
        checkpoints += gone.checkpoints();
        executors[place] = null;
        living = Arrays.stream(executors).filter(Objects::nonNull).toList();
        emptySteps[place] = random.nextInt(random.nextBoolean() ? 5 : 500);
        gone.pause(0);
        gone.die();
        network.died(gone);
        script.onGone(gone);
    }

    /** Makes the executor of a place. Each version has a number of tasks of its own. */
    SimulatedExecutor make(int place, SimulatedExecutor.Identity identity) {
        SimulatedExecutor executor = new SimulatedExecutor(identity, plants, random, clock);
        executors[place] = executor;
        living = Arrays.stream(executors).filter(Objects::nonNull).toList();
        Surroundings surroundings = new Surroundings(chaos, violations, ledger, random, pace, executor::attempt);
        Plan plan = Planner.plan(
                program.topology(Guarantee.EXACTLY_ONCE, surroundings),
                1 + (parallelism + identity.version().length()) % 5);
        SupervisorSettings settings = SupervisorSettings.every(Duration.ofMillis(1 + random.nextInt(40)))
                .withTimeoutMillis(200 + random.nextInt(2000))
                .withRestarts(new RestartBudget.Settings(1000, 1000, 1, 50));
        executor.runs(plan, settings);
        return executor;
    }

    /** Breaks the connections between two. */
    void part(SimulatedExecutor one, SimulatedExecutor other) {
        network.part(one, other);
    }

    @Nullable
    SimulatedExecutor executor(int place) {
        return executors[place];
    }

    /** Those that live, by place. */
    List<SimulatedExecutor> living() {
        return living;
    }

    int size() {
        return executors.length;
    }

    SimulatedDisk disk() {
        return disk;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Number of times that an executor died. */
    int deaths() {
        return deaths;
    }

    /** Number of times that a connection was cut. */
    int cuts() {
        return network.cuts();
    }

    /** Number of times that an executor stood still. */
    int pauses() {
        return disturbances.pauses();
    }

    /** Number of times that nothing came from one executor to another. */
    int closedWays() {
        return disturbances.closedWays();
    }

    /** Number of times that a part of the topology was restarted. */
    long restarts() {
        return restarts
                + living().stream().mapToLong(SimulatedExecutor::restarts).sum();
    }

    /** Number of checkpoints that were decided. */
    long checkpoints() {
        return checkpoints
                + living().stream().mapToLong(SimulatedExecutor::checkpoints).sum();
    }

    @Override
    public String toString() {
        return program + ", executors=" + executors.length + ", parallelism=" + parallelism + ", deaths=" + deaths
                + ", cuts=" + cuts() + ", pauses=" + pauses() + ", closed ways=" + closedWays() + ", restarts="
                + restarts() + ", checkpoints=" + checkpoints() + ", steps=" + pace.steps();
    }

    /** Something in which an executor may die. */
    @FunctionalInterface
    interface Action {

        void run() throws IOException, DamagedCheckpointException, RestoreRefusedException;
    }
}

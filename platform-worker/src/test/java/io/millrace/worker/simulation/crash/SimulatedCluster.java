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
 * dies, or comes back in its place. A {@link Script} says who leads.
 *
 * <p>The disk is sound: it stands for a store that all executors share. Everything is decided by the seed.
 */
final class SimulatedCluster {

    static final String TOPOLOGY = "crash";

    private static final int MAX_STEPS = 3_000_000;
    private static final int CALM_AFTER = 150_000;
    private static final int IDLE_STEPS = 80;

    private final Random random;
    private final Script script;
    private final CrashProgram program;
    private final Chaos chaos;
    private final SimulatedDisk disk;
    private final VirtualClock clock = new VirtualClock();
    private final Ledger ledger = new Ledger();
    private final Violations violations = new Violations();
    private final SimulatedNetwork network;
    private final @Nullable SimulatedExecutor[] executors;
    private final int[] rest;
    private final int parallelism;
    private int idleSteps;
    private int deaths;
    private long restarts;
    private long checkpoints;

    SimulatedCluster(Random random, Script script) {
        this.random = random;
        this.script = script;
        this.program = new CrashProgram(new Random(random.nextLong()), CrashLimits.NONE);
        this.chaos = new Chaos(new Random(random.nextLong()), CrashLimits.NONE);
        this.disk = new SimulatedDisk(random.nextLong());
        this.network = new SimulatedNetwork(new Random(random.nextLong()), clock, random.nextInt(6));
        this.executors = new SimulatedExecutor[2 + random.nextInt(3)];
        this.rest = new int[executors.length];
        this.parallelism = 1 + random.nextInt(5);
    }

    /** What is done in a simulation beside what all executors do. */
    interface Script {

        /** Makes the executor of a place that is empty, and has it {@linkplain #serve serve}. */
        void begin(int place) throws IOException, DamagedCheckpointException, RestoreRefusedException;

        /** Called before each step. */
        default void beforeStep() throws IOException, DamagedCheckpointException, RestoreRefusedException {}

        /** An executor is no more. */
        default void onDied(SimulatedExecutor executor) {}

        /** Whether two executors reach each other. */
        default boolean isReachable(SimulatedExecutor from, SimulatedExecutor to) {
            return true;
        }

        /** Nothing fails from now on. */
        default void onCalm() {}

        /** Whether the topology has come to its end. */
        boolean isFinished();
    }

    /**
     * Runs to the end and compares what the sinks have shown with what they had to show.
     *
     * @throws AssertionError if anything was lost, came twice, or hangs
     */
    void run(long seed) {
        try {
            for (int steps = 0; !script.isFinished(); steps++) {
                if (steps == CALM_AFTER) {
                    chaos.end();
                    network.end();
                    script.onCalm();
                }
                if (steps > MAX_STEPS) {
                    throw new AssertionError("Topology hangs: " + Arrays.toString(executors));
                }
                step();
            }
            CrashSimulation.judge(violations, ledger.visible(), program.expected(), false);
        } catch (AssertionError
                | RuntimeException
                | IOException
                | DamagedCheckpointException
                | RestoreRefusedException e) {
            throw new AssertionError("Seed " + seed + ": " + e.getMessage() + " [" + script + "]", e);
        }
    }

    private void step() throws IOException, DamagedCheckpointException, RestoreRefusedException {
        clock.pass(random.nextInt(200_000));
        script.beforeStep();
        int place = random.nextInt(executors.length);
        SimulatedExecutor executor = executors[place];
        if (executor == null) {
            if (rest[place]-- <= 0) {
                script.begin(place);
            }
            return;
        }
        connect(executor);
        boolean[] hasWorked = new boolean[1];
        if (!survives(executor, () -> hasWorked[0] = executor.step())) {
            return;
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
        int place = Arrays.asList(executors).indexOf(dead);
        deaths++;
        restarts += dead.restarts();
        checkpoints += dead.checkpoints();
        executors[place] = null;
        rest[place] = random.nextInt(random.nextBoolean() ? 5 : 2000);
        dead.die();
        network.died(dead);
        chaos.restart();
        script.onDied(dead);
    }

    /** Makes the executor of a place. */
    SimulatedExecutor make(int place, int number) {
        SimulatedExecutor executor = new SimulatedExecutor(number, random, clock);
        executors[place] = executor;
        Plan plan =
                Planner.plan(program.topology(Guarantee.EXACTLY_ONCE, chaos, violations, ledger, random), parallelism);
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
        return Arrays.stream(executors).filter(Objects::nonNull).toList();
    }

    int size() {
        return executors.length;
    }

    SimulatedDisk disk() {
        return disk;
    }

    int deaths() {
        return deaths;
    }

    int cuts() {
        return network.cuts();
    }

    long restarts() {
        return restarts
                + living().stream().mapToLong(SimulatedExecutor::restarts).sum();
    }

    long checkpoints() {
        return checkpoints
                + living().stream().mapToLong(SimulatedExecutor::checkpoints).sum();
    }

    @Override
    public String toString() {
        return program + ", executors=" + executors.length + ", parallelism=" + parallelism + ", deaths=" + deaths
                + ", cuts=" + network.cuts() + ", restarts=" + restarts() + ", checkpoints=" + checkpoints();
    }

    /** Something in which an executor may die. */
    @FunctionalInterface
    interface Action {

        void run() throws IOException, DamagedCheckpointException, RestoreRefusedException;
    }
}

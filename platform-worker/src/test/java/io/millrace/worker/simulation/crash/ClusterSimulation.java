package io.millrace.worker.simulation.crash;

import io.millrace.status.TopologyState;
import io.millrace.topology.Guarantee;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.SimulatedDisk;
import io.millrace.worker.plan.Placement;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Planner;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.RestoreRefusedException;
import io.millrace.worker.supervise.SupervisorSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * The judge over several processes: executors of one application talk over a network that fails, die one by one, their leader
 * among them, and come back; in the end everything that the sinks have shown is compared with what they had to show.
 *
 * <p>The disk is sound: it stands for a store that all executors share. Everything is decided by the seed.
 */
public final class ClusterSimulation {

    private static final int MAX_STEPS = 3_000_000;
    private static final int CALM_AFTER = 150_000;
    private static final int IDLE_STEPS = 80;

    private final long seed;
    private final Random random;
    private final CrashProgram program;
    private final Chaos chaos;
    private final SimulatedDisk disk;
    private final VirtualClock clock = new VirtualClock();
    private final Ledger ledger = new Ledger();
    private final Violations violations = new Violations();
    private final SimulatedNetwork network;
    private final SimulatedExecutor[] executors;
    private final int[] rest;
    private final int parallelism;
    private final Placement placement;
    private int idleSteps;
    private int deaths;
    private long restarts;
    private long checkpoints;

    /** Makes the run of a seed. */
    public ClusterSimulation(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.program = new CrashProgram(new Random(random.nextLong()), CrashLimits.NONE);
        this.chaos = new Chaos(new Random(random.nextLong()), CrashLimits.NONE);
        this.disk = new SimulatedDisk(random.nextLong());
        this.network = new SimulatedNetwork(new Random(random.nextLong()), clock, random.nextInt(6));
        this.executors = new SimulatedExecutor[2 + random.nextInt(3)];
        this.rest = new int[executors.length];
        this.parallelism = 1 + random.nextInt(5);
        int shift = random.nextInt(3);
        this.placement = (stage, task) -> (task + shift * stage) % executors.length;
    }

    /**
     * Runs to the end.
     *
     * @throws AssertionError if anything was lost, came twice, or hangs
     */
    public ClusterSimulation run() {
        try {
            for (int steps = 0; !isFinished(); steps++) {
                if (steps == CALM_AFTER) {
                    chaos.end();
                    network.end();
                }
                if (steps > MAX_STEPS) {
                    throw new AssertionError("Topology hangs: " + Arrays.toString(executors));
                }
                step();
            }
            CrashSimulation.judge(violations, ledger.visible(), program.expected(), false);
            return this;
        } catch (AssertionError
                | RuntimeException
                | IOException
                | DamagedCheckpointException
                | RestoreRefusedException e) {
            throw new AssertionError("Seed " + seed + ": " + e.getMessage() + " [" + this + "]", e);
        }
    }

    @Override
    public String toString() {
        return program + ", executors=" + executors.length + ", parallelism=" + parallelism + ", deaths=" + deaths
                + ", cuts=" + network.cuts() + ", restarts=" + restarts() + ", checkpoints=" + checkpoints();
    }

    /** Number of times that an executor died. */
    public int deaths() {
        return deaths;
    }

    /** Number of times that a connection was cut. */
    public int cuts() {
        return network.cuts();
    }

    /** Number of times that a part of the topology was restarted. */
    public long restarts() {
        return restarts + (executors[0] == null ? 0 : executors[0].restarts());
    }

    /** Number of checkpoints that were decided. */
    public long checkpoints() {
        return checkpoints + (executors[0] == null ? 0 : executors[0].checkpoints());
    }

    private boolean isFinished() {
        if (executors[0] == null || !executors[0].isOver()) {
            return false;
        }
        TopologyState state = executors[0].state();
        if (state == TopologyState.FAILED) {
            throw new AssertionError("Topology has failed: " + executors[0].failure());
        }
        return state == TopologyState.FINISHED;
    }

    private void step() throws IOException, DamagedCheckpointException, RestoreRefusedException {
        clock.pass(random.nextInt(200_000));
        int number = random.nextInt(executors.length);
        SimulatedExecutor executor = executors[number];
        if (executor == null) {
            if (rest[number]-- <= 0) {
                start(number);
            }
            return;
        }
        connect(executor);
        boolean hasWorked;
        try {
            hasWorked = executor.step();
        } catch (Chaos.ProcessDied e) {
            die(number);
            return;
        }
        for (int i = 0; i < 3; i++) {
            hasWorked |= network.step();
        }
        pass(hasWorked);
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
        if (to != null && to != from && random.nextInt(4) == 0 && !network.isConnected(from, to)) {
            network.connect(from, to);
        }
    }

    private void die(int number) {
        SimulatedExecutor dead = executors[number];
        deaths++;
        restarts += dead.restarts();
        checkpoints += dead.checkpoints();
        executors[number] = null;
        rest[number] = random.nextInt(random.nextBoolean() ? 5 : 2000);
        dead.die();
        network.died(dead);
        chaos.restart();
    }

    private void start(int number) throws IOException, DamagedCheckpointException, RestoreRefusedException {
        SimulatedExecutor executor = new SimulatedExecutor(number, random, clock);
        executors[number] = executor;
        Plan plan =
                Planner.plan(program.topology(Guarantee.EXACTLY_ONCE, chaos, violations, ledger, random), parallelism);
        SupervisorSettings settings = SupervisorSettings.every(Duration.ofMillis(1 + random.nextInt(40)))
                .withTimeoutMillis(200 + random.nextInt(2000))
                .withRestarts(new RestartBudget.Settings(1000, 1000, 1, 50));
        try {
            if (number == 0) {
                CheckpointStore store = FileCheckpointStore.open(disk, "crash");
                executor.serve(plan, settings, disk);
                executor.lead(plan, placement, settings, store);
            } else {
                executor.serve(plan, settings, disk);
            }
        } catch (Chaos.ProcessDied e) {
            die(number);
        }
    }
}

package io.millrace.worker.simulation.crash;

import io.millrace.status.TopologyState;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.SimulatedCrash;
import io.millrace.worker.checkpoint.SimulatedDisk;
import io.millrace.worker.plan.Planner;
import io.millrace.worker.serial.TypeCodecs;
import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.RestoreRefusedException;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Checkpoints;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * One run of the judge: an application lives, dies and lives again, with any number of tasks, until it has come to its end;
 * then everything that its sinks have shown is compared with what they had to show.
 *
 * <p>Everything is decided by the seed, so the same seed gives the same run.
 */
public final class CrashSimulation {

    private static final int MAX_LIVES = 60;
    static final Codecs CODECS = codecs();

    private final long seed;
    private final CrashLimits limits;
    private final Random random;
    private final CrashProgram program;
    private final Chaos chaos;
    private final SimulatedDisk disk;
    private final VirtualClock clock = new VirtualClock();
    private final Ledger ledger = new Ledger();
    private final Violations violations = new Violations();
    private final Faults faults;
    private UnaryOperator<CheckpointStore> storeChange = UnaryOperator.identity();
    private UnaryOperator<Checkpoints> places = UnaryOperator.identity();
    private Guarantee guarantee = Guarantee.EXACTLY_ONCE;
    private int lives;
    private long restarts;
    private long checkpoints;
    private boolean isRefused;

    /** Makes the run of a seed. */
    public CrashSimulation(long seed) {
        this(seed, CrashLimits.NONE);
    }

    /** Makes the run of a seed, smaller than the seed would have it. */
    public CrashSimulation(long seed, CrashLimits limits) {
        this.seed = seed;
        this.limits = limits;
        this.random = new Random(seed);
        this.program = new CrashProgram(new Random(random.nextLong()), limits);
        this.chaos = new Chaos(new Random(random.nextLong()), limits);
        this.disk = new SimulatedDisk(random.nextLong());
        this.faults = new Faults(new Random(random.nextLong()), disk, limits);
    }

    /** Puts something between the engine and its store, to see whether the judge finds it. */
    CrashSimulation withStore(UnaryOperator<CheckpointStore> change) {
        storeChange = change;
        return this;
    }

    /** Keeps the state of the tasks somewhere else; asked anew in each life and each restart. */
    CrashSimulation withState(UnaryOperator<Checkpoints> other) {
        places = other;
        return this;
    }

    /** Runs with another guarantee than the judge expects. */
    CrashSimulation withGuarantee(Guarantee other) {
        guarantee = other;
        return this;
    }

    /**
     * Runs to the end.
     *
     * @throws AssertionError if anything was lost, came twice, or hangs; the message tells how to run it again
     */
    public CrashSimulation run() {
        try {
            while (lives < MAX_LIVES && !live()) {
                lives++;
            }
            judge(violations, ledger.visible(), program.expected(), isRefused);
            return this;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "Seed " + seed + ": " + e.getMessage() + " [" + this
                            + "]; run it again with ./millrace simulate --from " + seed + " --seeds 1",
                    e);
        }
    }

    @Override
    public String toString() {
        return program + ", lives=" + lives() + ", restarts=" + restarts + ", checkpoints=" + checkpoints;
    }

    /** Number of times that the process was started. */
    public int lives() {
        return lives + 1;
    }

    /** Number of times that a part of the topology was restarted. */
    public long restarts() {
        return restarts;
    }

    /** Number of checkpoints that were decided. */
    public long checkpoints() {
        return checkpoints;
    }

    /** Whether the topology refused to go on, because a checkpoint was damaged after it had been decided. */
    public boolean isRefused() {
        return isRefused;
    }

    /** Lives once; true if the topology has come to its end. */
    private boolean live() {
        if (lives > MAX_LIVES / 2) {
            chaos.end();
            faults.end();
        }
        chaos.restart();
        faults.beforeLife();
        try {
            return liveUntilDeath();
        } catch (Chaos.ProcessDied e) {
            die();
        } catch (SimulatedCrash e) {
            disk.crash();
        } catch (RestoreRefusedException | DamagedCheckpointException e) {
            if (!faults.hasDamaged()) {
                throw new AssertionError("Topology refuses to go on, and nothing was damaged: " + e.getMessage(), e);
            }
            isRefused = true;
            return true;
        } catch (IOException e) {
            disk.restart();
        }
        return false;
    }

    /** The process dies, and half of the time the machine with it. */
    private void die() {
        if (random.nextBoolean()) {
            disk.crash();
        } else {
            disk.restart();
        }
    }

    private boolean liveUntilDeath() throws IOException, DamagedCheckpointException, RestoreRefusedException {
        int parallelism = Math.min(1 + random.nextInt(4), limits.parallelism());
        Topology topology = program.topology(guarantee, Surroundings.ofOneProcess(chaos, violations, ledger, random));
        SupervisorSettings settings = SupervisorSettings.every(Duration.ofMillis(1 + random.nextInt(40)))
                .withTimeoutMillis(20 + random.nextInt(2000))
                .withRestarts(new RestartBudget.Settings(3, 1000, 1, 50));
        CheckpointStore store = storeChange.apply(FileCheckpointStore.open(disk, "crash"));
        SimulatedProcess process = new SimulatedProcess(
                Planner.plan(topology, parallelism), settings, store, CODECS, places, random, chaos, clock);
        try {
            faults.duringLife();
            TopologyState end = process.live();
            if (end == TopologyState.FAILED && isOfDamage(process)) {
                isRefused = true;
                return true;
            }
            store.close();
            disk.restart();
            return end == TopologyState.FINISHED;
        } finally {
            restarts += process.restarts();
            checkpoints += process.checkpoints();
        }
    }

    private boolean isOfDamage(SimulatedProcess process) {
        boolean isRefusal = process.failure() != null && process.failure().cause() instanceof RestoreRefusedException;
        return isRefusal && faults.hasDamaged();
    }

    /**
     * Compares what was seen with what had to be seen.
     *
     * @param isRefused whether results may be missing, because the topology refused to go on
     */
    static void judge(Violations violations, List<String> shown, List<String> due, boolean isRefused) {
        if (!violations.seen().isEmpty()) {
            throw new AssertionError(violations.seen().get(0));
        }
        List<String> visible = new ArrayList<>(shown);
        List<String> expected = new ArrayList<>(due);
        Collections.sort(visible);
        Collections.sort(expected);
        List<String> surplus = without(visible, expected);
        List<String> missing = without(expected, visible);
        if (!surplus.isEmpty() || (!missing.isEmpty() && !isRefused)) {
            throw new AssertionError("Results are not those of a plain loop: surplus=" + shortened(surplus)
                    + ", missing=" + shortened(missing));
        }
    }

    private static List<String> without(List<String> from, List<String> what) {
        List<String> rest = new ArrayList<>();
        int next = 0;
        for (String each : from) {
            while (next < what.size() && what.get(next).compareTo(each) < 0) {
                next++;
            }
            if (next < what.size() && what.get(next).equals(each)) {
                next++;
            } else {
                rest.add(each);
            }
        }
        return rest;
    }

    private static String shortened(List<String> results) {
        return results.size() + " " + results.subList(0, Math.min(5, results.size()));
    }

    /** The types of all programs, found once: making codecs takes longer than a run. */
    private static Codecs codecs() {
        Chaos none = new Chaos(new Random(0), CrashLimits.NONE);
        TypeCodecs codecs = TypeCodecs.of(new CrashProgram(new Random(0), CrashLimits.NONE)
                .topology(
                        Guarantee.EXACTLY_ONCE,
                        Surroundings.ofOneProcess(none, new Violations(), new Ledger(), new Random(0))));
        return codecs::codec;
    }
}

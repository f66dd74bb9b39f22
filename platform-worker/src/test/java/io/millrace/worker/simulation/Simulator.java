package io.millrace.worker.simulation;

import io.millrace.topology.Topology;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.plan.Planner;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.OperatorCounters;
import io.millrace.worker.task.Taps;
import io.millrace.worker.task.Task;
import io.millrace.worker.task.TaskEnvironment;
import io.millrace.worker.task.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs a topology on one thread, on virtual time, calling its tasks in an order that a seed decides: often in bursts, and
 * some tasks rarely, so that channels run full and empty. The same seed gives the same run.
 */
public final class Simulator {

    private static final long START_MILLIS = 1_700_000_000_000L;
    private static final int IDLE_CALLS_PER_TASK = 1000;
    private static final int MANY_IDLE_CALLS = 100;
    private static final int NANOS_PER_IDLE_CALL = 1_000_000;

    private final Random random;
    private final ExchangeSettings settings;
    private final int parallelism;
    private final List<Task> tasks = new ArrayList<>();
    private final List<Task> live = new ArrayList<>();
    private int maxNanosPerCall = 200_000;
    private final int maxRarity;
    private final int rareIndex;
    private @Nullable String rareStep;
    private int rareOneIn = 1;
    private long idleCalls;
    private long nowNanos;
    private long calls;
    private Checkpoints checkpoints = Checkpoints.NONE;
    private int barrierOneIn;
    private long barrierId;

    /** Chooses sizes of batches and channels by the seed. */
    public Simulator(long seed, int parallelism) {
        this(new Random(seed), parallelism);
    }

    /** Takes the sizes of batches and channels as given. */
    public Simulator(long seed, int parallelism, ExchangeSettings settings) {
        this.random = new Random(seed);
        this.parallelism = parallelism;
        this.settings = settings;
        this.maxRarity = random.nextInt(3) * 3;
        this.rareIndex = random.nextInt(2);
    }

    private Simulator(Random random, int parallelism) {
        this.random = random;
        this.parallelism = parallelism;
        int batchSize = 1 + random.nextInt(random.nextBoolean() ? 4 : 64);
        int channelBatches = 2 + random.nextInt(4);
        this.settings = new ExchangeSettings(batchSize, channelBatches, random.nextInt(3) * 1_000_000L);
        this.maxRarity = random.nextInt(3) * 3;
        this.rareIndex = random.nextInt(2);
    }

    /** Lets up to so much virtual time pass before each call. */
    public Simulator withMaxNanosPerCall(int nanos) {
        maxNanosPerCall = nanos;
        return this;
    }

    /** Calls the tasks that a step is in only one time in so many. */
    public Simulator withRareStep(String step, int oneIn) {
        rareStep = step;
        rareOneIn = oneIn;
        return this;
    }

    /** Asks the sources for a barrier one time in so many. */
    public Simulator withBarriers(int oneIn, Checkpoints how) {
        barrierOneIn = oneIn;
        checkpoints = how;
        return this;
    }

    /**
     * Runs until every task has ended.
     *
     * @throws AssertionError if tasks remain and none of them does anything any more
     */
    public Simulator run(Topology topology) {
        start(topology);
        return runToTheEnd();
    }

    /** Opens the tasks, without calling them. */
    public Simulator start(Topology topology) {
        tasks.addAll(TaskGraph.build(
                Planner.plan(topology, parallelism),
                new TaskEnvironment(settings, this::nowMillis, new Taps(), checkpoints)));
        live.addAll(tasks);
        live.forEach(Task::open);
        return this;
    }

    /** Makes up to so many steps; true if tasks remain. */
    public boolean runSteps(int steps) {
        for (int i = 0; i < steps && !live.isEmpty(); i++) {
            step();
        }
        return !live.isEmpty();
    }

    /** Tells every task to stop in an orderly way, and runs until every task has ended. */
    public Simulator stop() {
        live.forEach(Task::requestStop);
        return runToTheEnd();
    }

    /** Number of calls so far. */
    public long calls() {
        return calls;
    }

    /** Number of barriers that the sources were asked for so far. */
    public long barriers() {
        return barrierId;
    }

    /** Virtual time. */
    public long nowMillis() {
        return START_MILLIS + nowNanos / 1_000_000;
    }

    /** Records that a step has counted as too late, over all tasks. */
    public long lateRecords(String step) {
        return sum(step, OperatorCounters.Snapshot::lateRecords);
    }

    /** Records that a step has left out because its code threw, over all tasks. */
    public long skippedRecords(String step) {
        return sum(step, OperatorCounters.Snapshot::skippedRecords);
    }

    /** Calls of the code of a step that were made again, over all tasks. */
    public long retries(String step) {
        return sum(step, OperatorCounters.Snapshot::retries);
    }

    /** Records that a step has taken, over all tasks. */
    public long recordsIn(String step) {
        return sum(step, OperatorCounters.Snapshot::recordsIn);
    }

    /** Most records that ever waited in a task because its output was full. */
    public long maxOverflow() {
        return tasks.stream().mapToLong(Task::maxOverflow).max().orElse(0);
    }

    private long sum(String step, ToLongFunction<OperatorCounters.Snapshot> counter) {
        return tasks.stream()
                .flatMap(task -> task.snapshot().stream())
                .filter(counted -> counted.operator().equals(step))
                .mapToLong(counter)
                .sum();
    }

    private void step() {
        if (barrierOneIn > 0 && random.nextInt(barrierOneIn) == 0) {
            barrierId++;
            live.forEach(task -> task.requestBarrier(barrierId, false));
        }
        Task task = live.get(random.nextInt(live.size()));
        if (maxRarity > 0 && live.size() > 1 && task.index() % 2 == rareIndex && random.nextInt(maxRarity) > 0) {
            return;
        }
        if (rareStep != null && task.operatorNames().contains(rareStep) && random.nextInt(rareOneIn) > 0) {
            return;
        }
        int burst = random.nextInt(10) == 0 ? 20 : 1;
        for (int i = 0; i < burst; i++) {
            Task.Progress progress = call(task);
            if (progress == Task.Progress.DONE) {
                task.close();
                live.remove(task);
                idleCalls = 0;
                return;
            }
            idleCalls = progress == Task.Progress.WORKED ? 0 : idleCalls + 1;
        }
    }

    private Simulator runToTheEnd() {
        idleCalls = 0;
        while (!live.isEmpty()) {
            step();
            if (idleCalls > (long) IDLE_CALLS_PER_TASK * rareOneIn * live.size()) {
                throw new AssertionError("Topology hangs: calls=" + calls + ", tasks="
                        + live.stream()
                                .map(t -> t.stageName() + "/" + t.index())
                                .toList());
            }
        }
        return this;
    }

    private Task.Progress call(Task task) {
        calls++;
        nowNanos += idleCalls > MANY_IDLE_CALLS ? NANOS_PER_IDLE_CALL : random.nextInt(maxNanosPerCall);
        return task.call(nowNanos, nowMillis());
    }
}

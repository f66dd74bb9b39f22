package io.millrace.worker.simulation;

import io.millrace.topology.Topology;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Planner;
import io.millrace.worker.task.Task;
import io.millrace.worker.task.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Runs a topology on one thread, on virtual time, calling its tasks in an order that a seed decides: often in bursts, so
 * that channels run full and empty. The same seed gives the same run.
 */
public final class Simulator {

    private static final long START_MILLIS = 1_700_000_000_000L;

    private final Random random;
    private final ExchangeSettings settings;
    private final int parallelism;
    private long nowNanos;
    private long calls;

    /** Chooses sizes of batches and channels by the seed. */
    public Simulator(long seed, int parallelism) {
        this.random = new Random(seed);
        this.parallelism = parallelism;
        int batchSize = 1 + random.nextInt(random.nextBoolean() ? 4 : 64);
        int channelBatches = 2 + random.nextInt(4);
        this.settings = new ExchangeSettings(batchSize, channelBatches, random.nextInt(3) * 1_000_000L);
    }

    /**
     * Runs until every task has ended.
     *
     * @throws AssertionError if tasks remain and none of them does anything any more
     */
    public void run(Topology topology) {
        Plan plan = Planner.plan(topology, parallelism);
        List<Task> live = new ArrayList<>(TaskGraph.build(plan, settings, this::nowMillis));
        live.forEach(Task::open);
        long idleCalls = 0;
        while (!live.isEmpty()) {
            Task task = live.get(random.nextInt(live.size()));
            int burst = random.nextInt(10) == 0 ? 20 : 1;
            for (int i = 0; i < burst; i++) {
                Task.Progress progress = call(task);
                if (progress == Task.Progress.DONE) {
                    task.close();
                    live.remove(task);
                    idleCalls = 0;
                    break;
                }
                idleCalls = progress == Task.Progress.WORKED ? 0 : idleCalls + 1;
            }
            if (idleCalls > 1000L * live.size()) {
                throw new AssertionError("Topology hangs: calls=" + calls + ", tasks="
                        + live.stream().map(t -> t.stageName() + "/" + t.index()).toList());
            }
        }
    }

    /** Number of calls so far. */
    public long calls() {
        return calls;
    }

    private Task.Progress call(Task task) {
        calls++;
        nowNanos += random.nextInt(200_000);
        return task.call(nowNanos, nowMillis());
    }

    private long nowMillis() {
        return START_MILLIS + nowNanos / 1_000_000;
    }
}

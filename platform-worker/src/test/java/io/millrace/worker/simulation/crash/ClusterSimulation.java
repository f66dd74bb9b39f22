package io.millrace.worker.simulation.crash;

import io.millrace.status.TopologyState;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.FileSnapshotStore;
import io.millrace.worker.plan.Placement;
import io.millrace.worker.remote.LeaseGround;
import io.millrace.worker.supervise.RestoreRefusedException;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The judge over several processes: executors of one application talk over a network that fails, die one by one, their leader
 * among them, stand still, and come back; in the end everything that the sinks have shown is compared with what they had to show.
 *
 * <p>The first one leads, in each of its lives. Everything is decided by the seed.
 */
public final class ClusterSimulation implements SimulatedCluster.Script {

    private final long seed;
    private final SimulatedCluster cluster;
    private final Placement placement;

    /** Makes the run of a seed. */
    public ClusterSimulation(long seed) {
        this.seed = seed;
        Random random = new Random(seed);
        this.cluster = new SimulatedCluster(random, this, Plants.NONE);
        int shift = random.nextInt(3);
        this.placement = (stage, task) -> (task + shift * stage) % cluster.size();
    }

    /**
     * Runs to the end.
     *
     * @throws AssertionError if anything was lost, came twice, or hangs
     */
    public ClusterSimulation run() {
        cluster.run(seed);
        return this;
    }

    @Override
    public String toString() {
        return cluster.toString();
    }

    /** Number of times that an executor died. */
    public int deaths() {
        return cluster.deaths();
    }

    /** Number of times that a connection was cut. */
    public int cuts() {
        return cluster.cuts();
    }

    /** Number of times that a part of the topology was restarted. */
    public long restarts() {
        return cluster.restarts();
    }

    /** Number of checkpoints that were decided. */
    public long checkpoints() {
        return cluster.checkpoints();
    }

    /** Number of times that an executor stood still. */
    public int pauses() {
        return cluster.pauses();
    }

    /** Number of times that nothing came from one executor to another. */
    public int closedWays() {
        return cluster.closedWays();
    }

    @Override
    public boolean isAtRest() {
        SimulatedExecutor leader = cluster.executor(0);
        return leader != null && leader.isIn(TopologyState.RUNNING);
    }

    @Override
    public boolean isFinished() {
        SimulatedExecutor leader = cluster.executor(0);
        return leader != null && leader.hasFinished();
    }

    @Override
    public void begin(int place) throws IOException, DamagedCheckpointException, RestoreRefusedException {
        SimulatedExecutor executor = cluster.make(place, new SimulatedExecutor.Identity(place, "1"));
        cluster.survives(executor, () -> {
            if (place == 0) {
                CheckpointStore store = FileCheckpointStore.open(cluster.disk(), SimulatedCluster.TOPOLOGY);
                executor.serve(new FileSnapshotStore(cluster.disk(), SimulatedCluster.TOPOLOGY));
                executor.lead(
                        executor.settings(),
                        new SimulatedLead.Terms(
                                store,
                                new AtomicLong(store.nextAttempt(0) << 20)::getAndIncrement,
                                LeaseGround.FIRM,
                                lost -> {}));
                executor.assign(placement);
            } else {
                executor.serve(new FileSnapshotStore(cluster.disk(), SimulatedCluster.TOPOLOGY));
            }
        });
    }
}

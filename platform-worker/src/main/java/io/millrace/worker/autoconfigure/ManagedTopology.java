package io.millrace.worker.autoconfigure;

import io.millrace.control.TopologyView;
import io.millrace.source.GatewaySource;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.status.TopologyStatus;
import io.millrace.topology.StepSpec;
import io.millrace.topology.Topology;
import io.millrace.topology.TopologyDescription;
import io.millrace.worker.ClusterNode;
import io.millrace.worker.TaskExecutor;
import io.millrace.worker.TopologyRun;
import io.millrace.worker.WorkerSettings;
import io.millrace.worker.task.Taps;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A topology of the application over all its starts and stops.
 *
 * <p><b>Thread.</b> Any.
 */
final class ManagedTopology {

    private final Topology topology;
    private final TopologyDescription description;
    private final TopologyStatus statusBefore;
    private final List<GatewaySource<?>> gatewaySources = new ArrayList<>();
    private final Taps taps = new Taps();
    private final TopologyCheckpoints checkpoints;
    private volatile @Nullable TopologyRun run;
    private volatile @Nullable ClusterNode node;
    private volatile @Nullable Long startedAtMillis;

    ManagedTopology(Topology topology, WorkerSettings settings, CheckpointFolder folder) {
        this.topology = topology;
        this.checkpoints = new TopologyCheckpoints(topology, folder);
        this.description = topology.description();
        this.statusBefore = TaskExecutor.statusBefore(topology, settings);
        topology.steps().forEach(step -> {
            if (step.spec() instanceof StepSpec.ReadSource read && read.source() instanceof GatewaySource<?> source) {
                gatewaySources.add(source);
            }
        });
    }

    Topology topology() {
        return topology;
    }

    /** Who listens to its steps, whether it runs or not. */
    Taps taps() {
        return taps;
    }

    TopologyStatus status() {
        TopologyRun current = run;
        return current == null ? statusBefore : current.status();
    }

    TopologyView view() {
        return new TopologyView(description, status(), startedAtMillis);
    }

    /** Whether it has come to an end that nobody asked for. What was stopped may be started again. */
    boolean hasEndedByItself() {
        TopologyState state = status().state();
        return state == TopologyState.FINISHED || state == TopologyState.FAILED;
    }

    /** Its checkpoints, whether it runs or not. */
    TopologyCheckpoints checkpoints() {
        return checkpoints;
    }

    /**
     * Asks for a savepoint.
     *
     * @return its number; fails with an {@link IllegalStateException} that says why there is none
     */
    CompletableFuture<Long> savepoint() {
        ClusterNode cluster = node;
        if (cluster != null) {
            return cluster.savepoint(topology.name());
        }
        TopologyRun current = run;
        return current == null
                ? CompletableFuture.failedFuture(new IllegalStateException("Topology takes no savepoint: topology="
                        + topology.name() + ", state=" + status().state() + "; start it first"))
                : current.savepoint();
    }

    /**
     * Starts it, unless it runs. After it has finished it begins anew; after a stop or a failure it goes on from its last
     * checkpoint, if it takes any.
     *
     * @throws IllegalStateException if it is on its way to the end
     */
    synchronized void start(TaskExecutor executor, Consumer<TopologyStateChanged> listener, long nowMillis) {
        if (isToStart()) {
            Consumer<TopologyStateChanged> changes = change -> onStateChanged(change, listener);
            begin(
                    nowMillis,
                    () -> CheckpointFolder.isNeededBy(topology)
                            ? checkpoints.start(
                                    run, (store, settings) -> executor.run(topology, changes, taps, store, settings))
                            : executor.run(topology, changes, taps));
        }
    }

    /**
     * Takes part in it with the other members of a cluster, unless it does.
     *
     * @throws ClusterStartException if it cannot run in a cluster
     */
    synchronized void join(ClusterNode cluster, Consumer<TopologyStateChanged> listener, long nowMillis) {
        if (node != null) {
            return;
        }
        if (!CheckpointFolder.isNeededBy(topology)) {
            throw new ClusterStartException(
                    "Topology keeps no checkpoints, and so cannot run in a cluster: topology=" + topology.name()
                            + ", guarantee=" + topology.checkpointing().guarantee()
                            + "; give it another guarantee, such as millrace.topologies." + topology.name()
                            + ".guarantee=at-least-once");
        }
        begin(
                nowMillis,
                () -> checkpoints.join(
                        cluster,
                        settings -> cluster.run(topology, change -> onStateChanged(change, listener), taps, settings)));
        node = cluster;
    }

    /**
     * Has the cluster start it again, if this member takes part in it there; false if it does not. Waits for whoever leads.
     *
     * @throws IllegalStateException if it cannot be started now
     */
    boolean restartInCluster() {
        ClusterNode cluster = node;
        if (cluster == null) {
            return false;
        }
        cluster.start(topology.name());
        return true;
    }

    private boolean isToStart() {
        TopologyState state = run == null ? TopologyState.STOPPED : status().state();
        if (state == TopologyState.STOPPING) {
            throw new IllegalStateException("Topology is still stopping: topology=" + topology.name()
                    + "; start it again when its state is STOPPED");
        }
        return state.isTerminal();
    }

    private void begin(long nowMillis, Supplier<TopologyRun> starting) {
        try {
            run = starting.get();
            startedAtMillis = nowMillis;
        } catch (RuntimeException | Error e) {
            endGateways();
            throw e;
        }
    }

    /** Stops it, unless it does not run. In a cluster that waits for whoever leads. */
    void stopByHand() {
        ClusterNode cluster = node;
        if (cluster == null) {
            stopAlone();
        } else {
            cluster.stop(topology.name());
        }
    }

    private synchronized void stopAlone() {
        TopologyRun current = run;
        if (current != null) {
            current.stop();
        }
    }

    /** Its executor is closed: lets go of its checkpoints. */
    synchronized void release() {
        checkpoints.release(run);
        node = null;
    }

    private void onStateChanged(TopologyStateChanged change, Consumer<TopologyStateChanged> listener) {
        if (change.to().isTerminal()) {
            endGateways();
        }
        listener.accept(change);
    }

    private void endGateways() {
        gatewaySources.forEach(GatewaySource::end);
    }
}

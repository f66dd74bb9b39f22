package io.millrace.worker.autoconfigure;

import io.millrace.control.StartFrom;
import io.millrace.control.TopologyView;
import io.millrace.source.GatewaySource;
import io.millrace.status.TaskStatus;
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
import io.millrace.worker.history.LookedAt;
import io.millrace.worker.remote.Steering;
import io.millrace.worker.task.Taps;
import java.time.Duration;
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
    private volatile boolean isDrained;

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

    List<TaskStatus> tasks() {
        TopologyRun current = run;
        return current == null ? List.of() : current.taskStatuses();
    }

    /** What a look at its tasks in this process shows; for one reader. */
    List<LookedAt> look(long nowNanos) {
        TopologyRun current = run;
        return current == null ? List.of() : current.look(nowNanos);
    }

    TopologyView view() {
        return new TopologyView(description, status(), startedAtMillis);
    }

    /** Whether it has come to an end that nobody asked for. What was stopped or drained may be started again. */
    boolean hasEndedByItself() {
        TopologyState state = status().state();
        return (state == TopologyState.FINISHED && !isDrained) || state == TopologyState.FAILED;
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
     * checkpoint, if it takes any; after a stop before the first one of its run it begins as that run began.
     *
     * @throws IllegalStateException if it is on its way to the end, or runs and is to go on from elsewhere
     */
    synchronized void start(
            TaskExecutor executor, Consumer<TopologyStateChanged> listener, long nowMillis, StartFrom from) {
        boolean isToStart = isToStart();
        if (from.kind() != StartFrom.Kind.LAST) {
            requireBeginning(isToStart);
        }
        if (isToStart) {
            Consumer<TopologyStateChanged> changes = change -> onStateChanged(change, listener);
            begin(
                    nowMillis,
                    () -> CheckpointFolder.isNeededBy(topology)
                            ? checkpoints.start(
                                    run,
                                    from,
                                    (store, settings) -> executor.run(topology, changes, taps, store, settings))
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

    private void requireBeginning(boolean isToStart) {
        if (!isToStart) {
            throw new IllegalStateException("Topology runs, and so cannot begin with something else: topology="
                    + topology.name() + ", state=" + status().state() + "; stop it first");
        }
        if (!CheckpointFolder.isNeededBy(topology)) {
            throw new IllegalStateException("Topology keeps no checkpoints, and always begins anew: topology="
                    + topology.name() + "; start it without naming what it is to begin with");
        }
    }

    /**
     * Has the cluster start it again, if this member takes part in it there; false if it does not. Waits for whoever leads.
     *
     * @throws IllegalStateException if it cannot be started now
     */
    boolean restartInCluster(StartFrom from) {
        ClusterNode cluster = node;
        if (cluster == null) {
            return false;
        }
        cluster.start(topology.name(), from);
        return true;
    }

    private boolean isToStart() {
        TopologyState state = run == null ? TopologyState.STOPPED : status().state();
        if (state == TopologyState.STOPPING) {
            throw new IllegalStateException("Topology is still stopping: topology=" + topology.name()
                    + "; start it again when its state is STOPPED or FINISHED");
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

    /**
     * Has the cluster stop, cancel, drain or restart it, if this member takes part in it there; false if it does not. Waits for
     * whoever leads.
     *
     * @throws IllegalStateException if that cannot be done now
     */
    boolean steerInCluster(Steering steering) {
        ClusterNode cluster = node;
        if (cluster == null) {
            return false;
        }
        cluster.steer(topology.name(), steering);
        return true;
    }

    /** Does something to its run, if it has one; it does not run in a cluster. */
    synchronized void steerAlone(Consumer<TopologyRun> steering) {
        TopologyRun current = run;
        if (current != null) {
            steering.accept(current);
        }
    }

    /** Waits for the end of its run, at most so long. */
    void awaitEnd(Duration timeout) throws InterruptedException {
        TopologyRun current = run;
        if (current != null) {
            current.await(timeout);
        }
    }

    /** Its executor is closed: lets go of its checkpoints. */
    synchronized void release() {
        checkpoints.release(run);
        node = null;
    }

    private void onStateChanged(TopologyStateChanged change, Consumer<TopologyStateChanged> listener) {
        // What ends by itself goes there from where it ran.
        isDrained = change.to() == TopologyState.FINISHED && change.from() == TopologyState.STOPPING;
        if (change.to().isTerminal()) {
            endGateways();
        }
        listener.accept(change);
    }

    private void endGateways() {
        gatewaySources.forEach(GatewaySource::end);
    }
}

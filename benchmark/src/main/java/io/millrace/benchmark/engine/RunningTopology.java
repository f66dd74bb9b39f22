package io.millrace.benchmark.engine;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.status.TopologyStatus;
import io.millrace.topology.Topology;
import io.millrace.worker.TaskExecutor;
import io.millrace.worker.TopologyRun;
import io.millrace.worker.WorkerSettings;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Topology on an executor of its own, with as many threads as it has tasks in a step, up to the number of cores.
 *
 * <p><b>Lifecycle.</b> {@link #close} ends topology and executor, whatever state they are in, and gives up on records that
 * are still on their way after a second.
 */
public final class RunningTopology implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    private final TaskExecutor executor;
    private final TopologyRun run;

    private RunningTopology(TaskExecutor executor, TopologyRun run) {
        this.executor = executor;
        this.run = run;
    }

    /** Starts a topology whose steps have {@code parallelism} tasks unless they say otherwise. */
    public static RunningTopology start(Topology topology, int parallelism) {
        TaskExecutor executor = new TaskExecutor(settings(parallelism));
        try {
            return new RunningTopology(executor, executor.run(topology));
        } catch (RuntimeException | Error e) {
            executor.close();
            throw e;
        }
    }

    /**
     * Starts a topology that goes on from its last checkpoint and takes others.
     *
     * @param store where its checkpoints are; closed by whoever opened it, after this is closed
     * @param interval time between two
     * @param listener hears of every change of its state, on threads of the engine
     */
    public static RunningTopology start(
            Topology topology,
            int parallelism,
            CheckpointStore store,
            Duration interval,
            Consumer<TopologyStateChanged> listener) {
        TaskExecutor executor = new TaskExecutor(settings(parallelism));
        try {
            TopologyRun run = executor.run(topology, listener, new Taps(), store, SupervisorSettings.every(interval));
            return new RunningTopology(executor, run);
        } catch (RuntimeException | Error e) {
            executor.close();
            throw e;
        }
    }

    /** What is known of it now. */
    public TopologyStatus status() {
        return run.status();
    }

    /** Runs a topology of finite sources to its end. */
    public static void runToEnd(Topology topology, int parallelism) throws InterruptedException {
        try (RunningTopology running = start(topology, parallelism)) {
            running.await(TopologyState.FINISHED);
        }
    }

    /** Stops the topology and waits until its last task is out of work. */
    public void stop() throws InterruptedException {
        run.stop();
        await(TopologyState.STOPPED);
    }

    /**
     * Lets the topology run for a while.
     *
     * @throws IllegalStateException if it ends meanwhile
     */
    public void keepRunning(Duration length) throws InterruptedException {
        TopologyStatus status = run.await(length);
        if (status.state().isTerminal()) {
            throw ended(status);
        }
    }

    @Override
    public void close() {
        executor.close();
    }

    private static WorkerSettings settings(int parallelism) {
        int cores = Runtime.getRuntime().availableProcessors();
        return WorkerSettings.defaults()
                .withParallelism(parallelism)
                .withThreads(Math.min(parallelism, cores))
                .withStopTimeout(STOP_TIMEOUT);
    }

    private void await(TopologyState expected) throws InterruptedException {
        TopologyStatus status = run.await(PATIENCE);
        if (status.state() != expected) {
            throw ended(status);
        }
    }

    private static IllegalStateException ended(TopologyStatus status) {
        TopologyFailure failure = status.failure();
        String message = "Topology ended too early: topology=" + status.topology() + ", state=" + status.state();
        return failure == null
                ? new IllegalStateException(message)
                : new IllegalStateException(
                        message + ", operator=" + failure.operator() + "; " + failure.message(), failure.cause());
    }
}

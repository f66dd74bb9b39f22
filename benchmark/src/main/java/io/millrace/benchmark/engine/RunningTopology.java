package io.millrace.benchmark.engine;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.topology.Topology;
import io.millrace.worker.TaskExecutor;
import io.millrace.worker.TopologyRun;
import io.millrace.worker.WorkerSettings;
import java.time.Duration;

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

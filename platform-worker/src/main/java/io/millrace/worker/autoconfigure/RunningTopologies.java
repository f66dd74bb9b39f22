package io.millrace.worker.autoconfigure;

import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.topology.Topology;
import io.millrace.worker.TaskExecutor;
import io.millrace.worker.WorkerSettings;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topologies of a context from one start to the stop after it, with threads of their own.
 *
 * <p><b>Thread.</b> Started by one; stopped by any.
 */
final class RunningTopologies {

    private static final Logger log = LoggerFactory.getLogger(RunningTopologies.class);

    private final TaskExecutor executor;
    private final TopologyEvents events;
    private volatile boolean isStopping;

    private RunningTopologies(TaskExecutor executor, TopologyEvents events) {
        this.executor = executor;
        this.events = events;
    }

    /**
     * Starts all or none.
     *
     * @param listener told of every change of state
     * @param whenEnded told, when all have ended by themselves, FINISHED, or FAILED if one has
     */
    static RunningTopologies start(
            List<Topology> topologies,
            WorkerSettings settings,
            Consumer<TopologyStateChanged> listener,
            Consumer<TopologyState> whenEnded) {
        TopologyEvents events = new TopologyEvents(topologies.size(), listener);
        RunningTopologies starting = new RunningTopologies(new TaskExecutor(settings), events);
        try {
            topologies.forEach(topology -> starting.executor.run(topology, events::onStateChanged));
        } catch (RuntimeException | Error e) {
            starting.executor.close();
            throw e;
        }
        log.info(
                "Topologies are running: {}; threads={}, parallelism={}",
                topologies.stream().map(Topology::name).collect(Collectors.joining(", ")),
                settings.threads(),
                settings.parallelism());
        events.start(outcome -> {
            if (!starting.isStopping) {
                whenEnded.accept(outcome);
            }
        });
        return starting;
    }

    /** Stops in an orderly way, as long as the settings allow, on a thread of its own. */
    void stop(Runnable whenStopped) {
        isStopping = true;
        // A listener that closes the context must not wait for the events that come after the one it handles.
        boolean isInListener = events.isCurrentThread();
        startDaemon("millrace-stop", () -> {
            executor.close();
            if (!isInListener) {
                events.awaitPublished();
            }
            whenStopped.run();
        });
    }

    static Thread startDaemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}

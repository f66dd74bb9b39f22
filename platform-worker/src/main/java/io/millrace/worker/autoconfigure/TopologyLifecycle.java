package io.millrace.worker.autoconfigure;

import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.topology.Topology;
import io.millrace.worker.WorkerSettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the topologies of an application context for as long as the context runs.
 *
 * <p><b>Lifecycle.</b> Keeps the default phase, the last of all: topologies start when everything else has, the web server
 * included, and are stopped first. May be started and stopped any number of times.
 *
 * <p><b>Thread.</b> Any; starting and stopping exclude each other.
 */
final class TopologyLifecycle implements SmartLifecycle, DisposableBean {

    private final List<Topology> topologies;
    private final WorkerSettings settings;
    private final boolean isAutoStartup;
    private final Consumer<TopologyStateChanged> events;
    private final CompletableFuture<TopologyState> outcome = new CompletableFuture<>();
    private @Nullable RunningTopologies running;

    TopologyLifecycle(
            List<Topology> topologies,
            WorkerSettings settings,
            boolean isAutoStartup,
            Consumer<TopologyStateChanged> events) {
        this.topologies = topologies;
        this.settings = settings;
        this.isAutoStartup = isAutoStartup;
        this.events = events;
    }

    @Override
    public boolean isAutoStartup() {
        return isAutoStartup;
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    @Override
    public synchronized void start() {
        if (running != null || topologies.isEmpty()) {
            return;
        }
        running = RunningTopologies.start(topologies, settings, events, outcome::complete);
    }

    @Override
    public void stop() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        stop(() -> stopped.complete(null));
        stopped.join();
    }

    @Override
    public void stop(Runnable callback) {
        RunningTopologies stopping = markStopped();
        if (stopping == null) {
            callback.run();
        } else {
            stopping.stop(callback);
        }
    }

    /** The context is gone. */
    @Override
    public void destroy() {
        outcome.complete(TopologyState.STOPPED);
    }

    boolean hasTopologies() {
        return !topologies.isEmpty();
    }

    /**
     * How it ended: FINISHED or FAILED once all topologies have ended by themselves and the events of it are out, STOPPED
     * when the context is closed before.
     */
    CompletableFuture<TopologyState> outcome() {
        return outcome;
    }

    private synchronized @Nullable RunningTopologies markStopped() {
        RunningTopologies stopped = running;
        running = null;
        return stopped;
    }
}

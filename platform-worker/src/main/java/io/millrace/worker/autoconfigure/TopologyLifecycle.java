package io.millrace.worker.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;

/**
 * Has the topologies of an application context run for as long as the context runs.
 *
 * <p><b>Lifecycle.</b> Topologies are put together when all beans exist, so that what is wrong with them stops the start
 * before anything runs. Keeps the default phase, the last of all: topologies start when everything else has, the web
 * server included, and are stopped first. May be started and stopped any number of times.
 *
 * <p><b>Thread.</b> Any; starting and stopping exclude each other.
 */
final class TopologyLifecycle implements SmartLifecycle, SmartInitializingSingleton, DisposableBean {

    private final ApplicationTopologies topologies;
    private final boolean isAutoStartup;
    private final Predicate<String> isAutostarted;

    /**
     * Makes a lifecycle.
     *
     * @param isAutoStartup whether anything starts with the context
     * @param isAutostarted whether the topology of a name does
     */
    TopologyLifecycle(ApplicationTopologies topologies, boolean isAutoStartup, Predicate<String> isAutostarted) {
        this.topologies = topologies;
        this.isAutoStartup = isAutoStartup;
        this.isAutostarted = isAutostarted;
    }

    @Override
    public void afterSingletonsInstantiated() {
        topologies.resolve();
    }

    @Override
    public boolean isAutoStartup() {
        return isAutoStartup;
    }

    @Override
    public boolean isRunning() {
        return topologies.isRunning();
    }

    @Override
    public void start() {
        topologies.start(isAutostarted);
    }

    @Override
    public void stop() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        stop(() -> stopped.complete(null));
        stopped.join();
    }

    @Override
    public void stop(Runnable callback) {
        topologies.stop(callback);
    }

    @Override
    public void destroy() {
        topologies.close();
    }
}

package io.millrace.worker.autoconfigure;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs and publishes changes of state in their order, on a thread of its own: a listener of the user's may take its time,
 * or close the context, without holding up the engine.
 *
 * <p><b>Thread.</b> The engine's threads put changes in, which never blocks; one thread takes them out.
 */
final class TopologyEvents {

    private static final Logger log = LoggerFactory.getLogger(TopologyEvents.class);

    private final BlockingQueue<TopologyStateChanged> changes;
    private final Consumer<TopologyStateChanged> listener;
    private int unpublished;
    private boolean hasFailure;
    private volatile @Nullable Thread thread;

    TopologyEvents(int topologies, Consumer<TopologyStateChanged> listener) {
        // No topology enters a state twice, so there is room for all changes there will ever be.
        this.changes = new ArrayBlockingQueue<>(topologies * TopologyState.values().length);
        this.unpublished = topologies;
        this.listener = listener;
    }

    void onStateChanged(TopologyStateChanged change) {
        changes.add(change);
    }

    /** Publishes what has come and comes, until every topology has ended; then tells whether one has failed. */
    void start(Consumer<TopologyState> whenEnded) {
        thread = RunningTopologies.startDaemon("millrace-events", () -> publishAll(whenEnded));
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    void awaitPublished() {
        Thread publisher = thread;
        if (publisher == null) {
            return;
        }
        try {
            publisher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publishAll(Consumer<TopologyState> whenEnded) {
        try {
            while (unpublished > 0) {
                publish(changes.take());
            }
            whenEnded.accept(hasFailure ? TopologyState.FAILED : TopologyState.FINISHED);
        } catch (InterruptedException e) {
            log.debug("Publishing changes of state was interrupted", e);
        }
    }

    private void publish(TopologyStateChanged change) {
        logEnd(change);
        try {
            listener.accept(change);
        } catch (RuntimeException e) {
            log.warn(
                    "Listener of a change of state has failed: topology={}, state={}",
                    change.topology(),
                    change.to(),
                    e);
        }
        if (change.to().isTerminal()) {
            unpublished--;
        }
    }

    private void logEnd(TopologyStateChanged change) {
        TopologyFailure failure = change.status().failure();
        if (failure != null && change.to() == TopologyState.FAILED) {
            hasFailure = true;
            log.error("Topology has failed: topology={}; {}", change.topology(), failure.message(), failure.cause());
        } else if (change.to() == TopologyState.FINISHED) {
            log.info("Topology has finished: topology={}", change.topology());
        } else {
            log.debug("Topology is {}: topology={}", change.to(), change.topology());
        }
    }
}

package io.millrace.worker.autoconfigure;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import java.util.Optional;
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

    /** Name of the thread that publishes. */
    static final String THREAD = "millrace-events";

    /** A topology changes its state a few times in a run, so this is a thousand runs that nobody has listened to. */
    private static final int CAPACITY = 4096;

    /** Empty stands for the end. */
    private final BlockingQueue<Optional<TopologyStateChanged>> changes = new ArrayBlockingQueue<>(CAPACITY);

    private final Consumer<TopologyStateChanged> listener;
    private final Consumer<TopologyStateChanged> afterwards;
    private volatile @Nullable Thread thread;

    /**
     * Makes a queue that nobody empties yet.
     *
     * @param listener the application's own
     * @param afterwards told of each change when the application has been told
     */
    TopologyEvents(Consumer<TopologyStateChanged> listener, Consumer<TopologyStateChanged> afterwards) {
        this.listener = listener;
        this.afterwards = afterwards;
    }

    void onStateChanged(TopologyStateChanged change) {
        put(Optional.of(change));
    }

    /** Publishes what has come and comes. */
    void start() {
        thread = Daemons.start(THREAD, this::publishAll);
    }

    /** Lets the thread end when it has published what has come. */
    void end() {
        put(Optional.empty());
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

    private void put(Optional<TopologyStateChanged> change) {
        if (!changes.offer(change)) {
            log.warn("Change of state is not published, because listeners have not kept up: change={}", change);
            if (change.isEmpty()) {
                while (!changes.offer(change)) {
                    changes.poll();
                }
            }
        }
    }

    private void publishAll() {
        try {
            for (Optional<TopologyStateChanged> change = changes.take(); change.isPresent(); change = changes.take()) {
                publish(change.get());
            }
        } catch (InterruptedException e) {
            log.debug("Publishing changes of state was interrupted", e);
        }
    }

    private void publish(TopologyStateChanged change) {
        logEnd(change);
        try {
            listener.accept(change);
        } catch (RuntimeException | Error e) {
            log.warn(
                    "Listener of a change of state has failed: topology={}, state={}",
                    change.topology(),
                    change.to(),
                    e);
        }
        afterwards.accept(change);
    }

    private static void logEnd(TopologyStateChanged change) {
        TopologyFailure failure = change.status().failure();
        if (failure != null && change.to() == TopologyState.FAILED) {
            log.error("Topology has failed: topology={}; {}", change.topology(), failure.message(), failure.cause());
        } else if (change.to() == TopologyState.FINISHED) {
            log.info("Topology has finished: topology={}", change.topology());
        } else {
            log.debug("Topology is {}: topology={}", change.to(), change.topology());
        }
    }
}

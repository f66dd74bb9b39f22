package io.millrace.worker;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which a member of a cluster handles all that happens there. */
final class NodeThread implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeThread.class);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "millrace-cluster");
        made.setDaemon(true);
        return made;
    });

    /** For those who have events of their own to bring. */
    Executor executor() {
        return executor;
    }

    /** Does something on the thread, soon. */
    void execute(Runnable action) {
        later(0, action);
    }

    /** Does something on the thread, later; not at all if the thread has ended by then. */
    @SuppressWarnings("FutureReturnValueIgnored") // What fails is logged.
    void later(long millis, Runnable action) {
        try {
            executor.schedule(() -> guarded(action), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("Cluster is left", e);
        }
    }

    /** Does something and keeps the thread alive whatever it throws. */
    static void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            log.error("Event of the cluster could not be handled", e);
        }
    }

    /** Does something on the thread and waits for it; nothing if the thread has ended. */
    void run(Runnable action) {
        try {
            call(() -> {
                action.run();
                return null;
            });
        } catch (IOException | RejectedExecutionException e) {
            log.debug("Cluster is left", e);
        }
    }

    /**
     * Does something on the thread and waits for what comes of it.
     *
     * @throws IOException if it threw one, or the wait was interrupted
     */
    <T extends @Nullable Object> T call(Callable<T> action) throws IOException {
        try {
            return executor.submit(action).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for the cluster", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What is to happen later does not happen any more. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}

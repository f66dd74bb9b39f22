package io.millrace.worker;

import io.millrace.worker.schedule.Clock;
import io.millrace.worker.schedule.TaskThread;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that keeps one topology alive, or a member's part of it. It writes checkpoints too, so a store that takes its time
 * holds up nobody else.
 *
 * <p><b>Thread.</b> {@link #wake} may be called by any.
 */
final class SupervisorThread {

    private static final Logger log = LoggerFactory.getLogger(SupervisorThread.class);

    /** A store may be reading back what it is about to decide. */
    private static final Duration STOP = Duration.ofSeconds(5);

    private final String name;
    private final Runnable whenOver;
    private volatile @Nullable Thread thread;
    private volatile boolean isStopped;

    /**
     * Makes a thread that has not been started.
     *
     * @param purpose what it is for, a part of its name
     * @param whenOver called by the thread when nothing more will happen
     */
    SupervisorThread(String topology, String purpose, Runnable whenOver) {
        this.name = "millrace-" + topology + "-" + purpose;
        this.whenOver = whenOver;
    }

    /**
     * Starts it.
     *
     * @param work does what is to be done at a time, and says when it wants to be called again at the latest
     * @param isOver says whether nothing more will happen
     */
    void start(LongUnaryOperator work, BooleanSupplier isOver) {
        Thread started = TaskThread.daemon(name, () -> run(work, isOver));
        thread = started;
        started.start();
    }

    void wake() {
        Thread sleeping = thread;
        if (sleeping != null) {
            LockSupport.unpark(sleeping);
        }
    }

    /** Does nothing more after what it is doing; waits for that, but not for ever. */
    void stop() {
        isStopped = true;
        wake();
        Thread working = thread;
        if (working != null && working != Thread.currentThread()) {
            try {
                working.join(STOP.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run(LongUnaryOperator work, BooleanSupplier isOver) {
        try {
            while (!isStopped && !isOver.getAsBoolean()) {
                long next = work.applyAsLong(Clock.SYSTEM.millis());
                if (!isStopped && !isOver.getAsBoolean() && next > Clock.SYSTEM.millis()) {
                    LockSupport.parkUntil(this, next);
                }
            }
        } catch (RuntimeException | Error e) {
            log.error("Supervisor has failed, and takes no further checkpoints: thread={}", name, e);
        } finally {
            whenOver.run();
        }
    }
}

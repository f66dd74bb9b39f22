package io.millrace.worker;

import io.millrace.worker.schedule.Clock;
import io.millrace.worker.schedule.TaskThread;
import io.millrace.worker.supervise.TopologySupervisor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that keeps one topology alive. It writes checkpoints too, so a store that takes its time holds up nobody else.
 *
 * <p><b>Thread.</b> {@link #wake} may be called by any.
 */
final class SupervisorThread {

    private static final Logger log = LoggerFactory.getLogger(SupervisorThread.class);

    private final String name;
    private final Runnable whenOver;
    private volatile @Nullable Thread thread;

    /**
     * Makes a thread that has not been started.
     *
     * @param whenOver called by the thread when nothing more will happen
     */
    SupervisorThread(String topology, Runnable whenOver) {
        this.name = "millrace-" + topology + "-checkpoints";
        this.whenOver = whenOver;
    }

    void start(TopologySupervisor supervisor) {
        Thread started = TaskThread.daemon(name, () -> run(supervisor));
        thread = started;
        started.start();
    }

    void wake() {
        Thread sleeping = thread;
        if (sleeping != null) {
            LockSupport.unpark(sleeping);
        }
    }

    private void run(TopologySupervisor supervisor) {
        try {
            while (!supervisor.isOver()) {
                long next = supervisor.work(Clock.SYSTEM.millis());
                if (!supervisor.isOver() && next > Clock.SYSTEM.millis()) {
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

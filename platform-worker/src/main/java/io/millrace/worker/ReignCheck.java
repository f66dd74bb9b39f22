package io.millrace.worker;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.worker.remote.LeaseGround;
import io.millrace.worker.schedule.TaskThread;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the coordination whether an epoch is still in force.
 *
 * @param executor waits for the answers
 * @param epoch of the leader
 */
record ReignCheck(Coordination coordination, Executor executor, long epoch) implements LeaseGround {

    private static final Logger log = LoggerFactory.getLogger(ReignCheck.class);
    private static final int MAX_WAITING = 64;
    private static final int IDLE_SECONDS = 10;

    /** A thread for such questions; it goes when there have been none for a while, and what it cannot get through is left out. */
    static Executor thread() {
        ThreadPoolExecutor thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                work -> TaskThread.daemon("millrace-leases", work),
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
        return thread;
    }

    @Override
    public void confirm(Runnable whenFirm) {
        executor.execute(() -> {
            try {
                coordination.confirm(epoch);
            } catch (CoordinationException e) {
                log.debug("No leases are given: epoch={}", epoch, e);
                return;
            }
            whenFirm.run();
        });
    }
}

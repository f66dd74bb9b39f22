package io.millrace.benchmark.shuffle;

import io.millrace.worker.exchange.Waker;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Calls something again and again, and sleeps while that has nothing to do, as the threads of the engine do.
 *
 * <p><b>Thread.</b> {@link #run} belongs to one, which is the one that is woken.
 */
final class ParkedThread implements Waker {

    private static final long MAX_PARK_NANOS = 1_000_000;

    private volatile Thread sleeper = Thread.currentThread();
    private volatile boolean isAsleep;

    /**
     * Calls until it is over.
     *
     * @param step does some work; false if there was none
     */
    void run(BooleanSupplier isOver, BooleanSupplier step) {
        sleeper = Thread.currentThread();
        while (!isOver.getAsBoolean()) {
            if (!step.getAsBoolean()) {
                // Says that it sleeps and looks once more, so that no wake-up is lost.
                isAsleep = true;
                if (!step.getAsBoolean() && !isOver.getAsBoolean()) {
                    LockSupport.parkNanos(this, MAX_PARK_NANOS);
                }
                isAsleep = false;
            }
        }
    }

    @Override
    public void wake() {
        if (isAsleep) {
            isAsleep = false;
            LockSupport.unpark(sleeper);
        }
    }
}

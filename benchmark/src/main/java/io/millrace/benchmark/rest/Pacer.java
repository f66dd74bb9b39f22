package io.millrace.benchmark.rest;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Says when something is due, at equal distances. It is told when it was due, however late it is by then, and is never left
 * out: what waits because the other side is slow has waited from its due time on.
 *
 * <p><b>Thread.</b> Has a thread of its own, which calls the receiver; {@link #stop} ends it.
 */
final class Pacer {

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final double perSecond;
    private final Receiver receiver;
    private final Thread thread = new Thread(this::run, "load-pacer");
    private volatile boolean isStopped;

    private Pacer(int perSecond, Receiver receiver) {
        this.perSecond = perSecond;
        this.receiver = receiver;
    }

    /** Takes what is due. */
    @FunctionalInterface
    interface Receiver {

        /**
         * Something is due; must not block.
         *
         * @param number how many were due before
         * @param dueNanos when, as {@link System#nanoTime} tells it
         */
        void onDue(long number, long dueNanos);
    }

    static Pacer start(int perSecond, Receiver receiver) {
        Pacer pacer = new Pacer(perSecond, receiver);
        pacer.thread.setDaemon(true);
        pacer.thread.start();
        return pacer;
    }

    private void run() {
        long startNanos = System.nanoTime();
        for (long number = 0; !isStopped; number++) {
            // From the start, so that rounding does not add up.
            long dueNanos = startNanos + (long) (number * NANOS_PER_SECOND / perSecond);
            for (long wait = dueNanos - System.nanoTime(); wait > 0; wait = dueNanos - System.nanoTime()) {
                if (isStopped) {
                    return;
                }
                LockSupport.parkNanos(wait);
            }
            receiver.onDue(number, dueNanos);
        }
    }

    /** After it nothing is due any more. */
    void stop() throws InterruptedException {
        isStopped = true;
        LockSupport.unpark(thread);
        thread.join();
    }
}

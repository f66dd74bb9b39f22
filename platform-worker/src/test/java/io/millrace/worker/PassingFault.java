package io.millrace.worker;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fault that happens a number of times and then no more.
 *
 * <p><b>Thread.</b> May be used by any thread.
 */
final class PassingFault {

    private final AtomicInteger left;

    PassingFault(int times) {
        this.left = new AtomicInteger(times);
    }

    /** Throws if it is to happen at this place and still happens. */
    void at(boolean isPlace, String what) {
        if (isPlace && left.getAndUpdate(times -> Math.max(0, times - 1)) > 0) {
            throw new IllegalStateException(what);
        }
    }

    /** Lets it happen no more. */
    void pass() {
        left.set(0);
    }

    /** Whether it will not happen any more. */
    boolean isOver() {
        return left.get() == 0;
    }
}

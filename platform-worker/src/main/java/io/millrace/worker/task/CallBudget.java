package io.millrace.worker.task;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a call of a task may go on. Code that does not block is given a number of records; code that may block is given
 * a moment, so that what it has made goes out before it waits again.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class CallBudget {

    private final @Nullable LongSupplier clockMillis;
    private long callMillis;

    private CallBudget(@Nullable LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    static CallBudget of(boolean isBlocking, LongSupplier clockMillis) {
        return new CallBudget(isBlocking ? clockMillis : null);
    }

    void startCall(long nowMillis) {
        callMillis = nowMillis;
    }

    /** Whether it counts time. */
    boolean isTimed() {
        return clockMillis != null;
    }

    /** Whether the moment is over; never for code that does not block. */
    boolean isSpent() {
        return clockMillis != null && clockMillis.getAsLong() > callMillis;
    }
}

package io.millrace.worker.reactive;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a call is due: at a fixed rate, or at once while there are results, and ever later while there are none.
 *
 * <p>The first call is due at once. Calls that a pause missed are left out: the next is due at the next full period
 * since the start. Owned by the task's thread.
 */
final class CallSchedule {

    private static final long MAX_BACKOFF_MILLIS = 100;

    private final long periodMillis;
    private final long startMillis;
    private long dueMillis;
    private long backoffMillis;

    /** @param every the period, or null to call as long as there are results */
    CallSchedule(@Nullable Duration every, long startMillis) {
        this.periodMillis = every == null ? 0 : every.toMillis();
        this.startMillis = startMillis;
        this.dueMillis = startMillis;
    }

    static void requireValid(@Nullable Duration every) {
        if (every != null && every.toMillis() < 1) {
            throw new IllegalArgumentException("Period is too short: every=" + every + "; use a millisecond or more");
        }
    }

    boolean isDue(long nowMillis) {
        return nowMillis >= dueMillis;
    }

    void onCalled(long nowMillis, boolean hasResult) {
        if (periodMillis > 0) {
            dueMillis = startMillis + ((nowMillis - startMillis) / periodMillis + 1) * periodMillis;
        } else {
            backoffMillis = hasResult ? 0 : Math.min(MAX_BACKOFF_MILLIS, Math.max(1, backoffMillis * 2));
            dueMillis = nowMillis + backoffMillis;
        }
    }
}

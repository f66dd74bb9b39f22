package io.millrace.worker;

import io.millrace.status.SlowCall;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells from samples of one thread whether user code in it takes its time. A call of a task covers many records, and a
 * machine may be busy with something else, so a long call says nothing yet. Two things do: the same stack over {@value
 * #SAME_STACK_MILLIS} ms, as of code that waits; or the same step over {@value #SAME_STEP_MILLIS} ms within one call, as of
 * code that computes.
 *
 * <p><b>Thread.</b> Used by one.
 */
final class SlowCallDetector {

    static final long SAME_STACK_MILLIS = 10;
    static final long SAME_STEP_MILLIS = 100;

    private long callNanos;
    private @Nullable String operator;
    private long operatorSinceNanos;
    private StackTraceElement[] stack = new StackTraceElement[0];
    private long stackSinceNanos;

    /**
     * Takes a sample.
     *
     * @param callStartNanos when the call began that the thread is in
     * @param inOperator step whose code the thread is in, or null if it is in none
     * @param where the stack of the thread
     * @return what is slow, or null if nothing is known to be
     */
    @Nullable
    SlowCall onSample(long callStartNanos, @Nullable String inOperator, StackTraceElement[] where, long nowNanos) {
        if (inOperator == null || callStartNanos != callNanos || !inOperator.equals(operator)) {
            callNanos = callStartNanos;
            operator = inOperator;
            operatorSinceNanos = nowNanos;
            stack = where;
            stackSinceNanos = nowNanos;
            return null;
        }
        if (!Arrays.equals(stack, where)) {
            stack = where;
            stackSinceNanos = nowNanos;
        }
        boolean isWaiting = millis(stackSinceNanos, nowNanos) >= SAME_STACK_MILLIS;
        boolean isComputing = millis(operatorSinceNanos, nowNanos) >= SAME_STEP_MILLIS;
        if (!isWaiting && !isComputing) {
            return null;
        }
        long sinceNanos = isWaiting ? stackSinceNanos : operatorSinceNanos;
        return new SlowCall(
                inOperator,
                Duration.ofNanos(nowNanos - sinceNanos),
                where.length == 0 ? "(no stack)" : where[0].toString());
    }

    private static long millis(long fromNanos, long toNanos) {
        return (toNanos - fromNanos) / 1_000_000;
    }
}

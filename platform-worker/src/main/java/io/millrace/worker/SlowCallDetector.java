package io.millrace.worker;

import io.millrace.status.SlowCall;
import io.millrace.worker.task.Task;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells from samples of one thread whether user code in it takes its time. A call of a task covers many records, a machine
 * may be busy with something else, and quick code that is run for each of many records is always seen at the same place. So
 * neither a long call nor the same stack says anything yet. Two things do: code that waits, at one place, for {@value
 * #WAITING_MILLIS} ms; or code of one step that keeps a single call for {@value #COMPUTING_MILLIS} ms.
 *
 * <p>What passes while nobody takes samples does not count: then it may be the whole process that stands still.
 *
 * <p><b>Thread.</b> Used by one.
 */
final class SlowCallDetector {

    static final long WAITING_MILLIS = 10;
    static final long COMPUTING_MILLIS = 100;
    static final long MAX_MILLIS_BETWEEN_SAMPLES = 8;

    private @Nullable Sample previous;
    private long previousNanos;
    private long waitingNanos;
    private long computingNanos;

    /**
     * Takes a sample.
     *
     * @return what is slow, or null if nothing is known to be
     */
    @Nullable
    SlowCall onSample(Sample sample, long nowNanos) {
        Sample before = previous;
        long passedNanos = Math.min(nowNanos - previousNanos, MAX_MILLIS_BETWEEN_SAMPLES * 1_000_000);
        previous = sample;
        previousNanos = nowNanos;
        if (sample.code() == null || before == null || !sample.isInCallOf(before)) {
            waitingNanos = 0;
            computingNanos = 0;
            return null;
        }
        computingNanos += passedNanos;
        waitingNanos = sample.isWaitingAsIn(before) ? waitingNanos + passedNanos : 0;
        if (waitingNanos >= WAITING_MILLIS * 1_000_000) {
            return slow(sample.code(), waitingNanos);
        }
        return computingNanos >= COMPUTING_MILLIS * 1_000_000 ? slow(sample.code(), computingNanos) : null;
    }

    private static SlowCall slow(Task.UserCode code, long nanos) {
        return new SlowCall(
                code.operator(), Duration.ofNanos(nanos), code.frame().toString());
    }

    /**
     * What a thread was seen at.
     *
     * @param callStartNanos when the call began that it is in
     * @param code the user code that it is in, or null if it is in none
     * @param state whether it runs, as far as the JVM knows
     * @param stack its stack
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by content below, and used for nothing else.
    record Sample(long callStartNanos, Task.@Nullable UserCode code, Thread.State state, StackTraceElement[] stack) {

        private boolean isInCallOf(Sample other) {
            return callStartNanos == other.callStartNanos
                    && code != null
                    && other.code != null
                    && code.operator().equals(other.code.operator());
        }

        private boolean isWaitingAsIn(Sample other) {
            return isWaiting() && other.isWaiting() && Arrays.equals(stack, other.stack);
        }

        /** Whether it waits: to the JVM a thread that reads from a socket or a file runs. */
        private boolean isWaiting() {
            if (state != Thread.State.RUNNABLE) {
                return true;
            }
            if (stack.length == 0 || !stack[0].isNativeMethod()) {
                return false;
            }
            String type = stack[0].getClassName();
            return type.startsWith("sun.nio.") || type.startsWith("java.net.") || type.startsWith("java.io.");
        }
    }
}

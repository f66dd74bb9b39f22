package io.millrace.worker.task;

import io.millrace.deadletter.DeadLetter;
import io.millrace.deadletter.DeadLettered;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the dead letters of a topology. All text in them is bounded, however large the record or the exception.
 *
 * @param topology name of the topology
 * @param clockMillis processing time
 * @param log keeps them
 */
record DeadLetterDesk(String topology, LongSupplier clockMillis, DeadLetterLog log) {

    static final int MAX_RECORD_LENGTH = 1_000;
    static final int MAX_MESSAGE_LENGTH = 500;

    private static final int MAX_KEY_LENGTH = 200;
    private static final int MAX_FRAMES = 12;
    private static final int MAX_CAUSES = 4;

    /**
     * Writes a letter and has it kept.
     *
     * @param task takes the record again, or null if nobody does
     */
    DeadLetter write(
            String operator, int taskIndex, FailedRecord failed, int records, Throwable cause, @Nullable Replays task) {
        DeadLetter letter = new DeadLetter(
                topology,
                operator,
                taskIndex,
                failed.number(),
                OperatorFailedException.shorten(failed.value(), MAX_RECORD_LENGTH),
                OperatorFailedException.shorten(failed.key(), MAX_KEY_LENGTH),
                failed.timestampMillis(),
                records,
                failed.attempts(),
                new DeadLetter.Cause(cause.getClass().getName(), messageOf(cause), stackOf(cause)),
                clockMillis.getAsLong());
        log.add(new DeadLettered(letter, failed.value()), task, failed.again());
        return letter;
    }

    private static @Nullable String messageOf(Throwable thrown) {
        try {
            return OperatorFailedException.shorten(thrown.getMessage(), MAX_MESSAGE_LENGTH);
        } catch (RuntimeException e) {
            return "(its getMessage fails: " + e.getClass().getName() + ")";
        }
    }

    /** The innermost frames of an exception and of its causes, as the JDK would print them. */
    private static String stackOf(Throwable thrown) {
        StringBuilder text = new StringBuilder(thrown.getClass().getName());
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (i > 0) {
                text.append("\nCaused by: ").append(cause.getClass().getName());
            }
            StackTraceElement[] frames = cause.getStackTrace();
            for (int frame = 0; frame < Math.min(frames.length, MAX_FRAMES); frame++) {
                text.append("\n\tat ").append(frames[frame]);
            }
            cause = cause.getCause();
        }
        return text.toString();
    }
}

package io.millrace.master.live;

import io.millrace.deadletter.DeadLetter;
import io.millrace.time.EventTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as REST shows it: where and why, and never what. The record and its key stay out of it, and so do the
 * message and the stack of the exception, which may hold parts of the record.
 *
 * @param operator step that has given the record up
 * @param task number of its task
 * @param number how many records and timers the task had been given, or null if that is not known
 * @param timestamp event time of the record, or null if it has none
 * @param records how many records the letter stands for
 * @param attempts how often the code was called
 * @param cause class of the exception
 * @param at when it was given up
 */
public record DeadLetterResource(
        String operator,
        int task,
        @Nullable Long number,
        @Nullable Instant timestamp,
        int records,
        int attempts,
        String cause,
        Instant at) {

    /** Most letters in one answer. */
    public static final int MAX_LIMIT = 1_000;

    /** What may be seen of a letter. */
    public static DeadLetterResource of(DeadLetter letter) {
        long millis = letter.timestampMillis();
        return new DeadLetterResource(
                letter.operator(),
                letter.taskIndex(),
                letter.number() == 0 ? null : letter.number(),
                EventTime.isValid(millis) ? Instant.ofEpochMilli(millis) : null,
                letter.records(),
                letter.attempts(),
                letter.cause().type(),
                Instant.ofEpochMilli(letter.atMillis()));
    }
}

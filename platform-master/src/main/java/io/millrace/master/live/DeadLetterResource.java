package io.millrace.master.live;

import io.millrace.deadletter.KeptDeadLetter;
import io.millrace.time.EventTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as REST shows it: where and why, and never what. The record and its key stay out of it, and so do the
 * message and the stack of the exception, which may hold parts of the record.
 *
 * @param id its name among the letters of all members
 * @param operator step that has given the record up
 * @param task number of its task
 * @param number how many records and timers the task had been given, or null if that is not known
 * @param timestamp event time of the record, or null if it has none
 * @param records how many records the letter stands for
 * @param attempts how often the code was called
 * @param cause class of the exception
 * @param at when it was given up
 * @param underWay whether the record has been given to its step again, and no checkpoint holds that yet
 */
public record DeadLetterResource(
        String id,
        String operator,
        int task,
        @Nullable Long number,
        @Nullable Instant timestamp,
        int records,
        int attempts,
        String cause,
        Instant at,
        boolean underWay) {

    /** Most letters in one answer. */
    public static final int MAX_LIMIT = 1_000;

    /** A letter in the form of REST. */
    public static DeadLetterResource of(KeptDeadLetter letter) {
        long millis = letter.timestampMillis();
        return new DeadLetterResource(
                letter.id(),
                letter.operator(),
                letter.task(),
                letter.number() == 0 ? null : letter.number(),
                EventTime.isValid(millis) ? Instant.ofEpochMilli(millis) : null,
                letter.records(),
                letter.attempts(),
                letter.cause(),
                Instant.ofEpochMilli(letter.atMillis()),
                letter.isUnderWay());
    }
}

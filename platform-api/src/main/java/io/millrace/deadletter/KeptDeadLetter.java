package io.millrace.deadletter;

/**
 * A dead letter as a member keeps it: where and why, and never what was in the record.
 *
 * @param id its name among the letters of all members
 * @param operator name of the step that has given the record up
 * @param task number of the task
 * @param number how many records and timers the task had been given; 0 where that is not known
 * @param timestampMillis event time of the record
 * @param records how many records it stands for
 * @param attempts how often the code was called
 * @param cause class of the exception
 * @param atMillis when it was given up, in milliseconds since 1970
 * @param isUnderWay whether the record has been given to its step again, and no checkpoint holds that yet
 */
public record KeptDeadLetter(
        String id,
        String operator,
        int task,
        long number,
        long timestampMillis,
        int records,
        int attempts,
        String cause,
        long atMillis,
        boolean isUnderWay) {}

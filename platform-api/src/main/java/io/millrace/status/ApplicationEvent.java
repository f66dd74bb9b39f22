package io.millrace.status;

import org.jspecify.annotations.Nullable;

/**
 * Something that has happened to an application and its topologies, as one member has seen it.
 *
 * @param number counts the events that this member has seen, from 1
 * @param atMillis when it was seen, in milliseconds since 1970
 * @param kind what has happened
 * @param severity whether somebody should look at it
 * @param topology name of the topology that it happened to, or null
 * @param operator name of the step that it happened to, or null
 * @param task number of the task that it happened to, or null
 * @param message what has happened, in words for people; holds no records
 */
public record ApplicationEvent(
        long number,
        long atMillis,
        Kind kind,
        Severity severity,
        @Nullable String topology,
        @Nullable String operator,
        @Nullable Integer task,
        String message) {

    /** What has happened. */
    public enum Kind {
        /** A topology has gone from one state to another. */
        STATE,
        /** A part of a topology was restarted. */
        RESTART,
        /** A checkpoint was decided. */
        CHECKPOINT,
        /** A checkpoint came to nothing. */
        CHECKPOINT_FAILED,
        /** A topology was started, and goes on from a checkpoint. */
        RESTORE,
        /** Something keeps a task from its work. */
        TROUBLE,
        /** What kept a task from its work is over. */
        TROUBLE_OVER,
        /** User code does not return. */
        STUCK,
        /** User code holds up others. */
        SLOW,
        /** Records became dead letters, or were left out. */
        RECORDS_LOST,
        /** A member has come. */
        MEMBER_JOINED,
        /** A member has gone. */
        MEMBER_LEFT,
        /** Another member leads, or nobody. */
        LEADER
    }

    /** Whether somebody should look at it. */
    public enum Severity {
        /** All is well. */
        INFO,
        /** Somebody should know. */
        WARN,
        /** Somebody should do something. */
        ERROR
    }
}

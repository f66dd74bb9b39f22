package io.millrace.topology;

/** What becomes of a record for which user code throws an exception. An {@code Error} always fails the topology. */
public enum ErrorPolicy {
    /** The topology fails. */
    FAIL,
    /**
     * The record is left out, counted, and the first one in a task is logged. What the code emitted, or put into state,
     * before it threw stays.
     */
    SKIP
}

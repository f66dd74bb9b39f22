package io.millrace.topology;

/**
 * What becomes of a record for which the code of a step throws an exception: its function, its key, its aggregate, its
 * sink, or its timer.
 *
 * <p>Some things fail the topology whatever the policy: an {@code Error}, an interruption, opening and closing, the result
 * of a window, and the end of the stream. So does what a source throws, for it has no record yet.
 */
public enum ErrorPolicy {
    /** The topology fails. */
    FAIL,
    /**
     * The record, or the timer, is left out and counted, and the first one in a task is logged. What the code emitted, or
     * put into state, before it threw stays. A batch that is written together is left out together.
     */
    SKIP
}

package io.millrace.topology;

/**
 * What becomes in the end of a record for which the code of a step throws an exception: its function, its key, its
 * aggregate, its sink, or its timer. Null from a function that must not give it counts as such. A {@link Retry} comes
 * before.
 *
 * <p>Some things fail the topology whatever the policy: an {@code Error}, such as running out of memory, an overflow of the
 * stack or a failed assertion; an interruption, also one that the code has wrapped; opening and closing; combining what an
 * aggregate holds, and the result of a window; the end of the stream; and, if an operator of the low-level contract does
 * not say that it has failed for certain records, watermarks and times. So does what a source throws, for it has no record
 * yet.
 *
 * <p>Each step answers for its own code. What a step further down throws goes through the steps before it, and their policy
 * does not matter. The key belongs to the step that reads by it.
 */
public enum ErrorPolicy {
    /** The topology fails. */
    FAIL,
    /**
     * The record, or the timer, is left out and counted, and the first one in a task is logged. What the code emitted before
     * it threw stays, unless the step has retries; what it put into state stays, and a session is as long as the record has
     * made it. A batch that is written together is left out together.
     */
    SKIP,
    /**
     * The record, or the timer, is left out as with {@link #SKIP}, and becomes an {@link io.millrace.deadletter.DeadLetter}:
     * counted, the latest kept in memory, and given to the side output {@code dead-letters} of the step, from where any sink
     * may take it. Nothing that the code emitted for it goes on. Windows of such a step are aggregated in one stage, so that
     * every record is there whole.
     */
    DEAD_LETTER
}

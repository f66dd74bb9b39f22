package io.millrace.operator;

/**
 * Timers of the key at hand, in event time and in processing time.
 *
 * <p>An event-time timer fires once, when the watermark reaches it, in the order of time; timers set before the watermark fire
 * with the next one. The end of the stream fires all of them; those set while it does are not kept.
 *
 * <p>A processing-time timer fires once, soon after its time has come, in the order of time; one that came due while the
 * topology did not run fires when it runs again. One whose time has passed fires with the next look at the clock. The end of
 * the stream fires none of them, for their time has not come, and the stream does not wait for it: what must be said at the end
 * belongs to an event-time timer.
 */
public interface Timers {

    /** Sets an event-time timer; setting the same time twice is one timer. */
    void set(long timestampMillis);

    /** Clears an event-time timer, if it is set. */
    void clear(long timestampMillis);

    /** Sets a processing-time timer, in milliseconds since 1970; setting the same time twice is one timer. */
    void setProcessing(long timeMillis);

    /** Clears a processing-time timer, if it is set. */
    void clearProcessing(long timeMillis);
}

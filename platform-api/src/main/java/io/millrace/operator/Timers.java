package io.millrace.operator;

/**
 * Event-time timers of the key at hand. A timer fires once, when the watermark reaches it, in the order of time; timers
 * set before the watermark fire with the next one. The end of the stream fires all timers; timers set while it does are not
 * kept.
 */
public interface Timers {

    /** Sets a timer; setting the same time twice is one timer. */
    void set(long timestampMillis);

    /** Clears a timer, if it is set. */
    void clear(long timestampMillis);
}

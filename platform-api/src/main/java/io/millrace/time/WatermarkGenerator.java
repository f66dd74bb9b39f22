package io.millrace.time;

/**
 * Derives the watermark of one split from its records. A watermark w promises that no record before w follows.
 *
 * <p><b>Thread.</b> Each split has an instance of its own, called by one thread at a time.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface WatermarkGenerator<T> {

    /**
     * Sees a record and yields the watermark after it, in milliseconds. A value lower than before leaves the watermark
     * where it is.
     */
    long onRecord(T value, long timestampMillis);
}

package io.millrace.worker.task;

/**
 * Sees the results of a step beside those who read them.
 *
 * <p><b>Contract.</b> Neither blocks nor throws.
 *
 * <p><b>Thread.</b> Called by every task of the step, at the same time by several.
 */
@FunctionalInterface
public interface TapListener {

    /** A result has been emitted; it is shared, and not to be changed. */
    void onRecord(Object value, long timestampMillis);
}

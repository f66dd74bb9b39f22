package io.millrace.sink;

/**
 * Writes the results of one task.
 *
 * <p><b>Thread.</b> Called by one thread at a time; must not block unless the step is declared blocking.
 *
 * @param <T> the type of the results
 */
public interface SinkWriter<T> {

    /** Writes a result. */
    void write(T value, long timestampMillis) throws Exception;

    /** A batch of results is complete; what is buffered should go out. */
    default void flush() throws Exception {}

    /**
     * A checkpoint is about to count everything that was written so far as done, or the stream has ended: returns when it has
     * arrived where it cannot get lost. A writer that takes part in checkpoints by transactions is not asked.
     */
    default void sync() throws Exception {}

    /** Called once, after the last result or a failure. */
    default void close() throws Exception {}
}

package io.millrace.sink;

import io.millrace.Experimental;

/**
 * Where results leave the topology: makes one writer for each task.
 *
 * @param <T> the type of the results
 */
public interface Sink<T> {

    /**
     * Opens the writer of one task.
     *
     * @param taskIndex number of the task, from 0
     * @param parallelism number of tasks
     */
    SinkWriter<T> open(int taskIndex, int parallelism) throws Exception;

    /**
     * Opens the writer of one task.
     *
     * @param context of the task; valid until the writer is closed
     */
    @Experimental
    default SinkWriter<T> open(SinkContext context) throws Exception {
        return open(context.taskIndex(), context.parallelism());
    }

    /** Whether writers may block; their tasks then have threads of their own. */
    default boolean isBlocking() {
        return false;
    }

    /**
     * Whether writing a result again changes nothing, as where a key is overwritten with the same value. After a failure some
     * results are written again.
     *
     * <p>In a cluster, writers of an exactly-once topology hold a lease: of two that live at once, as one may that was cut off,
     * the older writes no more before the newer begins. What that cannot see is a single call of {@link SinkWriter#write} or
     * {@link SinkWriter#flush} that takes longer than a quarter of the lease, and what {@link SinkWriter#close} writes: a writer
     * should drop there what it has not written yet.
     */
    default boolean isIdempotent() {
        return false;
    }
}

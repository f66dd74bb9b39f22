package io.millrace.kafka.source;

import io.millrace.operator.TaskContext;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where tasks count what they read.
 *
 * <p><b>Thread.</b> May be used by any thread.
 */
public interface SourceMeters {

    /** Counts nothing. */
    SourceMeters NONE = (context, consumer) -> new TaskMeters() {};

    /** Begins to count for one task. */
    TaskMeters open(TaskContext context, Consumer<?, ?> consumer);

    /** What is counted for one task. */
    interface TaskMeters extends AutoCloseable {

        /**
         * A partition is read.
         *
         * @param lag records that the task has yet to take; asked by any thread
         * @param waiting those of them that are fetched; asked by any thread
         */
        default void onOpened(TopicPartition partition, LongSupplier lag, LongSupplier waiting) {}

        /** A partition is not read any more. */
        default void onClosed(TopicPartition partition) {}

        /** A record without value was passed over. */
        default void onTombstone() {}

        /** A record could not be decoded. */
        default void onUndecodable() {}

        /** Records were gone before they could be read. */
        default void onLost(long records) {}

        /** Forgets the task. */
        @Override
        default void close() {}
    }
}

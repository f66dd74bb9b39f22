package io.millrace.worker.reactive;

import io.millrace.operator.RecordsFailedException;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A sink that hands results over in batches: what is there when the engine's batch ends, and never more than a maximum.
 *
 * <p><b>Thread.</b> Each task has a writer and a batch of its own; the tasks call the consumer at the same time.
 *
 * <p><b>Ownership.</b> Each list is new, unmodifiable, and the consumer's to keep.
 */
public final class BatchSink implements Sink<Object> {

    private final int maxBatch;
    private final BatchConsumer consumer;

    /** Calls the consumer with one to {@code maxBatch} values. */
    public BatchSink(int maxBatch, BatchConsumer consumer) {
        BatchOperator.requireValid(maxBatch);
        this.maxBatch = maxBatch;
        this.consumer = Objects.requireNonNull(consumer, "consumer");
    }

    /** User code that takes a batch. */
    @FunctionalInterface
    public interface BatchConsumer {

        /** Takes one or more values, in order. */
        void onBatch(List<Object> values) throws Exception;
    }

    @Override
    public SinkWriter<Object> open(int taskIndex, int parallelism) {
        return new Writer();
    }

    /** Owned by the task's thread. */
    private final class Writer implements SinkWriter<Object> {

        private List<Object> values = new ArrayList<>();
        private long latestMillis = Long.MIN_VALUE;

        @Override
        public void write(Object value, long timestampMillis) throws Exception {
            values.add(value);
            latestMillis = Math.max(latestMillis, timestampMillis);
            if (values.size() >= maxBatch) {
                flush();
            }
        }

        @Override
        public void flush() throws Exception {
            if (!values.isEmpty()) {
                List<Object> batch = Collections.unmodifiableList(values);
                long latestOfBatch = latestMillis;
                values = new ArrayList<>();
                latestMillis = Long.MIN_VALUE;
                try {
                    consumer.onBatch(batch);
                } catch (Exception e) {
                    throw new RecordsFailedException(batch, latestOfBatch, e);
                }
            }
        }
    }
}

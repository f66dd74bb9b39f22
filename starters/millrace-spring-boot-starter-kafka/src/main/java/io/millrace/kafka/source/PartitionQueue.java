package io.millrace.kafka.source;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What is between the fetcher and the reader of one partition: batches that wait, and what the fetcher knows of the
 * partition. Bounded by the fetcher, which is the only one to put batches in, and pauses the partition in time.
 *
 * <p><b>Thread.</b> {@link #put}, {@link #pause}, {@link #resume} and {@link #silentUntil} belong to the fetcher, {@link
 * #poll} to the task; the rest may be asked by any thread.
 *
 * @param <T> the type of the values
 */
final class PartitionQueue<T> {

    private final TopicPartition partition;
    private final PartitionPosition start;
    private final boolean isVerified;
    private final Queue<RecordBatch<T>> batches = new ConcurrentLinkedQueue<>();
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean isPaused;
    private volatile long silentUntilMillis = Long.MIN_VALUE;
    private volatile long takenOffset;

    /**
     * Makes an empty queue.
     *
     * @param isVerified whether it is known that the position is one of the topic as it is now
     */
    PartitionQueue(TopicPartition partition, PartitionPosition start, boolean isVerified) {
        this.partition = partition;
        this.start = start;
        this.isVerified = isVerified;
        this.takenOffset = start.offset();
    }

    TopicPartition partition() {
        return partition;
    }

    PartitionPosition start() {
        return start;
    }

    boolean isVerified() {
        return isVerified;
    }

    void put(RecordBatch<T> batch) {
        records.addAndGet(weight(batch));
        bytes.addAndGet(batch.bytes());
        batches.add(batch);
    }

    @Nullable
    RecordBatch<T> poll() {
        RecordBatch<T> batch = batches.poll();
        if (batch != null) {
            records.addAndGet(-weight(batch));
            bytes.addAndGet(-batch.bytes());
            takenOffset = batch.nextOffset();
        }
        return batch;
    }

    /** Records that wait; a batch without any counts as one, so that these are bounded too. */
    int records() {
        return records.get();
    }

    long bytes() {
        return bytes.get();
    }

    void pause() {
        isPaused = true;
    }

    void resume() {
        isPaused = false;
    }

    boolean isPaused() {
        return isPaused;
    }

    /** Until this time of the fetcher's clock it is known that the partition has nothing. */
    void silentUntil(long millis) {
        if (silentUntilMillis != millis) {
            silentUntilMillis = millis;
        }
    }

    boolean isSilent(long nowMillis) {
        return nowMillis < silentUntilMillis;
    }

    /** Offset behind the last batch that the task has taken. */
    long takenOffset() {
        return takenOffset;
    }

    private static int weight(RecordBatch<?> batch) {
        return Math.max(1, batch.size());
    }
}

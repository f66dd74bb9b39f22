package io.millrace.worker.exchange;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Producer's end of a channel: fills a batch and hands it over when it is full, old, or followed by a control event. What
 * the channel cannot take goes into the task's overflow, in order.
 *
 * <p><b>Thread.</b> Owned by the producing task.
 */
public final class ChannelWriter {

    private final Outlet channel;
    private final Overflow overflow;
    private final Cause cause;
    private final long maxAgeNanos;
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private @Nullable Batch open;

    /** Makes the writer of a channel. */
    public ChannelWriter(Outlet channel, Overflow overflow, long maxAgeNanos) {
        this.channel = channel;
        this.overflow = overflow;
        this.cause = overflow.cause();
        this.maxAgeNanos = maxAgeNanos;
    }

    /** Writes a record. */
    public void write(Object value, long timestampMillis) {
        Batch batch = openBatch();
        batch.add(value, timestampMillis);
        if (batch.isFull()) {
            handOver(batch);
        }
    }

    /** Writes a record of a keyed exchange. */
    public void write(Object key, int hash, Object value, long timestampMillis) {
        Batch batch = openBatch();
        batch.add(key, hash, value, timestampMillis);
        if (batch.isFull()) {
            handOver(batch);
        }
    }

    /** Writes a watermark behind the records so far. */
    public void writeWatermark(long watermarkMillis) {
        Batch batch = openBatch();
        batch.addWatermark(watermarkMillis);
        if (batch.isFull()) {
            handOver(batch);
        }
    }

    /** Writes a control event behind everything so far and hands the batch over. */
    public void writeControl(Control control) {
        Batch batch = openBatch();
        batch.control(control);
        handOver(batch);
    }

    /** Writes a barrier behind everything so far and hands the batch over. */
    public void writeBarrier(long id) {
        Batch batch = openBatch();
        batch.barrier(id);
        handOver(batch);
    }

    /**
     * Brings on what waits, as far as the channel takes it; called at the end of each call of the task.
     *
     * @param hasInput whether the task has more to do at once, so that a young batch may still be filled
     */
    public void flush(boolean hasInput) {
        while (!waiting.isEmpty() && !channel.isFull()) {
            Batch batch = waiting.getFirst();
            int size = batch.size();
            if (!channel.offer(batch)) {
                break;
            }
            waiting.removeFirst();
            overflow.removed(size);
        }
        Batch young = open;
        if (young != null) {
            young.addOrigin(cause.oldestMicros());
        }
        if (young != null && waiting.isEmpty()) {
            boolean isDue = !hasInput || overflow.nowNanos() - young.openedNanos() >= maxAgeNanos;
            if (isDue && channel.offer(young)) {
                open = null;
            }
        }
    }

    /** Whether what is written stays in this process. */
    public boolean isLocal() {
        return channel.isLocal();
    }

    /** Whether everything written has been handed over. */
    public boolean isFlushed() {
        return waiting.isEmpty() && open == null;
    }

    /** Bytes that have gone to another process; any thread. */
    public long bytesOut() {
        return channel.bytesOut();
    }

    private Batch openBatch() {
        Batch batch = open;
        return batch != null ? batch : startBatch();
    }

    private Batch startBatch() {
        Batch batch = channel.obtain();
        batch.openedNanos(overflow.nowNanos());
        batch.addOrigin(cause.atHandMicros());
        open = batch;
        return batch;
    }

    private void handOver(Batch batch) {
        open = null;
        batch.addOrigin(cause.oldestMicros());
        if (!waiting.isEmpty() || !channel.offer(batch)) {
            waiting.addLast(batch);
            overflow.added(batch.size());
        }
    }
}

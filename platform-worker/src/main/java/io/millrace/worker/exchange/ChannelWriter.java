package io.millrace.worker.exchange;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Producer's end of a channel: fills a batch and hands it over when it is full, old, or followed by a control event. What
 * the channel cannot take goes into the task's overflow, in order.
 *
 * <p><b>Thread.</b> Owned by the producing task.
 */
public final class ChannelWriter {

    private final Channel channel;
    private final Overflow overflow;
    private final long maxAgeNanos;
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private Batch open;

    /** Makes the writer of a channel. */
    public ChannelWriter(Channel channel, Overflow overflow, long maxAgeNanos) {
        this.channel = channel;
        this.overflow = overflow;
        this.maxAgeNanos = maxAgeNanos;
        this.open = channel.obtain();
    }

    /** Writes a record. */
    public void write(Object value, long timestampMillis) {
        Batch batch = open;
        if (batch.size() == 0) {
            batch.openedNanos(overflow.nowNanos());
        }
        batch.add(value, timestampMillis);
        if (batch.isFull()) {
            handOver();
        }
    }

    /** Writes a record of a keyed exchange. */
    public void write(Object key, int hash, Object value, long timestampMillis) {
        Batch batch = open;
        if (batch.size() == 0) {
            batch.openedNanos(overflow.nowNanos());
        }
        batch.add(key, hash, value, timestampMillis);
        if (batch.isFull()) {
            handOver();
        }
    }

    /** Writes a watermark behind the records so far. */
    public void writeWatermark(long watermarkMillis) {
        if (open.size() == 0) {
            open.openedNanos(overflow.nowNanos());
        }
        open.addWatermark(watermarkMillis);
        if (open.isFull()) {
            handOver();
        }
    }

    /** Writes a control event behind everything so far and hands the batch over. */
    public void writeControl(Control control) {
        open.control(control);
        handOver();
    }

    /**
     * Brings on what waits, as far as the channel takes it; called at the end of each call of the task.
     *
     * @param hasInput whether the task has more to do at once, so that a young batch may still be filled
     */
    public void flush(boolean hasInput) {
        while (!waiting.isEmpty() && !channel.isFull()) {
            Batch batch = waiting.removeFirst();
            overflow.removed(batch.size());
            channel.offer(batch);
        }
        boolean isDue = !hasInput || overflow.nowNanos() - open.openedNanos() >= maxAgeNanos;
        if (isDue && !open.isEmpty() && waiting.isEmpty() && channel.offer(open)) {
            open = channel.obtain();
        }
    }

    /** Whether everything written has been handed over. */
    public boolean isFlushed() {
        return waiting.isEmpty() && open.isEmpty();
    }

    private void handOver() {
        if (!waiting.isEmpty() || !channel.offer(open)) {
            waiting.addLast(open);
            overflow.added(open.size());
        }
        open = channel.obtain();
    }
}

package io.millrace.worker.exchange;

import org.jspecify.annotations.Nullable;

/**
 * One ordered lane from a task to a task: a ring of batches forth and a ring of empty batches back.
 *
 * <p><b>Thread.</b> {@link #offer}, {@link #isFull} and {@link #obtain} belong to the producer, {@link #poll} and {@link
 * #release} to the consumer; {@link #fill} may be called by any thread.
 */
public final class Channel implements Outlet, Inlet {

    private final int batchSize;
    private final boolean isKeyed;
    private final BatchRing forth;
    private final BatchRing back;
    private final Waker producer;
    private final Waker consumer;

    /** Makes an empty channel between two tasks, given by how they are woken. */
    public Channel(ExchangeSettings settings, boolean isKeyed, Waker producer, Waker consumer) {
        this.batchSize = settings.batchSize();
        this.isKeyed = isKeyed;
        this.forth = new BatchRing(settings.channelBatches());
        this.back = new BatchRing(2 * settings.channelBatches());
        this.producer = producer;
        this.consumer = consumer;
    }

    /** Yields an empty batch, one that came back if there is one. */
    @Override
    public Batch obtain() {
        Batch batch = back.poll();
        return batch == null ? new Batch(batchSize, isKeyed) : batch;
    }

    @Override
    public boolean offer(Batch batch) {
        if (!forth.offer(batch)) {
            return false;
        }
        consumer.wake();
        return true;
    }

    @Override
    public boolean isFull() {
        return forth.isFull();
    }

    @Override
    public double fill() {
        return forth.fill();
    }

    @Override
    public @Nullable Batch poll() {
        return forth.poll();
    }

    @Override
    public void release(Batch batch) {
        batch.clear();
        back.offer(batch);
        producer.wake();
    }
}

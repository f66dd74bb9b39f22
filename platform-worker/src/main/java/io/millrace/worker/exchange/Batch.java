package io.millrace.worker.exchange;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way from one task to another, with their timestamps and, on a keyed exchange, their keys and stable
 * hashes. A watermark travels between the records, as an entry without a value.
 *
 * <p><b>Thread.</b> Owned by the producer until it is offered, then by the consumer until it is released.
 *
 * <p><b>Ownership.</b> Batches belong to their channel and go back and forth; the values in them are shared.
 */
public final class Batch {

    private final @Nullable Object[] values;
    private final long[] timestamps;
    private final @Nullable Object @Nullable [] keys;
    private final int @Nullable [] hashes;
    private int size;
    private int watermarks;
    private Control control = Control.NONE;
    private long barrierId;
    private long openedNanos;
    private long originMicros = Cause.NONE;

    /** Makes an empty batch. */
    public Batch(int capacity, boolean isKeyed) {
        this.values = new Object[capacity];
        this.timestamps = new long[capacity];
        this.keys = isKeyed ? new Object[capacity] : null;
        this.hashes = isKeyed ? new int[capacity] : null;
    }

    /** Adds a record; there must be room. */
    public void add(Object value, long timestampMillis) {
        int i = size++;
        values[i] = value;
        timestamps[i] = timestampMillis;
    }

    /** Adds a record of a keyed exchange; there must be room. */
    public void add(Object key, int hash, Object value, long timestampMillis) {
        int i = size++;
        values[i] = value;
        timestamps[i] = timestampMillis;
        if (keys != null && hashes != null) {
            keys[i] = key;
            hashes[i] = hash;
        }
    }

    /** Adds a watermark; there must be room. */
    public void addWatermark(long watermarkMillis) {
        timestamps[size++] = watermarkMillis;
        watermarks++;
    }

    /** Whether there is room for no further entry. */
    public boolean isFull() {
        return size == values.length;
    }

    /** Number of entries. */
    public int size() {
        return size;
    }

    /** Number of records among the entries. */
    public int records() {
        return size - watermarks;
    }

    /** Value of an entry, or null if it is a watermark. */
    public @Nullable Object value(int i) {
        return values[i];
    }

    /** Timestamp of a record, or the watermark of an entry without a value. */
    public long timestamp(int i) {
        return timestamps[i];
    }

    /** Whether the records carry keys. */
    public boolean isKeyed() {
        return keys != null;
    }

    /** Key of a record on a keyed exchange. */
    public Object key(int i) {
        Object key = keys == null ? null : keys[i];
        if (key == null) {
            throw new IllegalStateException("Batch has no key: entry=" + i + ", size=" + size);
        }
        return key;
    }

    /** Stable hash of the key of a record on a keyed exchange. */
    public int hash(int i) {
        return hashes == null ? 0 : hashes[i];
    }

    /** What follows the last entry. */
    public Control control() {
        return control;
    }

    /** Sets what follows the last entry. */
    public void control(Control following) {
        this.control = following;
    }

    /** Number of the barrier that follows the last entry, if {@link #control} is one. */
    public long barrierId() {
        return barrierId;
    }

    /** Lets a barrier follow the last entry. */
    public void barrier(long id) {
        this.control = Control.BARRIER;
        this.barrierId = id;
    }

    /** Time of the producer's call that put in the first entry. */
    public long openedNanos() {
        return openedNanos;
    }

    /** Sets the time of the producer's call that put in the first entry. */
    public void openedNanos(long nanos) {
        this.openedNanos = nanos;
    }

    /** When the oldest left its source that a record in it may go back to, as {@link Cause} tells; the rest is not older. */
    public long originMicros() {
        return originMicros;
    }

    /** Says that records in it may go back to something that left its source then. */
    public void addOrigin(long micros) {
        originMicros = Math.min(originMicros, micros);
    }

    /** Whether nothing is in it, neither an entry nor a control event. */
    public boolean isEmpty() {
        return size == 0 && control == Control.NONE;
    }

    /** Forgets everything, so that no value is kept alive by a batch that waits for use. */
    public void clear() {
        Arrays.fill(values, 0, size, null);
        if (keys != null) {
            Arrays.fill(keys, 0, size, null);
        }
        size = 0;
        watermarks = 0;
        control = Control.NONE;
        originMicros = Cause.NONE;
    }
}

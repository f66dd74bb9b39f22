package io.millrace.worker.state;

import io.millrace.partition.StableHash;
import io.millrace.type.TypeRef;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Timers of one task, by time and key. Of one time, timers come in the order of their hashes.
 *
 * <p>A table holds the timers that are set, and is what checkpoints see. Their order is kept beside it; a timer that was
 * cleared stays in the order until it comes first, or until half of the order is such.
 *
 * <p><b>Thread.</b> Owned by one task.
 */
public final class TimerQueue implements KeyedPart<Boolean> {

    private static final TypeRef<Boolean> VALUE_TYPE = TypeRef.of(Boolean.class);
    private static final int MIN_CLEARED_TO_SWEEP = 64;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final String name;
    private final KeyTable<Timer> timers = new KeyTable<>();
    private final PriorityQueue<Timer> order =
            new PriorityQueue<>(Comparator.comparingLong(Timer::timestampMillis).thenComparingInt(Timer::hash));

    /** Makes an empty queue. */
    public TimerQueue(String name) {
        this.name = name;
    }

    /** Sets a timer, unless it is set. */
    public void set(Object key, int hash, long timestampMillis) {
        Timer timer = new Timer(key, hash, timestampMillis);
        int slot = timers.slotFor(timer, timer.tableHash());
        if (timers.value(slot) == null) {
            timers.value(slot, timer);
            order.add(timer);
        }
    }

    /** Clears a timer, if it is set. */
    public void clear(Object key, int hash, long timestampMillis) {
        Timer timer = new Timer(key, hash, timestampMillis);
        int slot = timers.find(timer, timer.tableHash());
        if (slot >= 0) {
            timers.remove(slot);
            if (order.size() > 2 * timers.size() + MIN_CLEARED_TO_SWEEP) {
                order.removeIf(each -> !isSet(each));
            }
            dropCleared();
        }
    }

    /** Takes out a timer that is due at a time, the earliest first; null if there is none. */
    public @Nullable Timer poll(long timeMillis) {
        Timer first = order.peek();
        if (first == null || first.timestampMillis() > timeMillis) {
            return null;
        }
        order.remove();
        timers.remove(timers.find(first, first.tableHash()));
        dropCleared();
        return first;
    }

    /** Time of the first timer, or {@link Long#MAX_VALUE} if there is none. */
    public long firstMillis() {
        Timer first = order.peek();
        return first == null ? Long.MAX_VALUE : first.timestampMillis();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TypeRef<Boolean> valueType() {
        return VALUE_TYPE;
    }

    @Override
    public long size() {
        return timers.size();
    }

    @Override
    public Frozen freeze(EntrySink<Boolean> ofTask, EntrySink<Boolean> ofBackground) {
        return timers.freeze(0, new TimerSink(ofTask), new TimerSink(ofBackground));
    }

    @Override
    public void expect(long entries) {
        timers.expect(entries);
    }

    /** Sets a timer; the namespace is its time. */
    @Override
    public void restore(long namespace, Object key, int hash, Boolean value) {
        set(key, hash, namespace);
    }

    /** The first of the order is always one that is set. */
    private void dropCleared() {
        while (order.size() > timers.size() && !isSet(order.element())) {
            order.remove();
        }
    }

    /** One that was cleared and set again is another. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isSet(Timer timer) {
        int slot = timers.find(timer, timer.tableHash());
        return slot >= 0 && timers.value(slot) == timer;
    }

    /**
     * A timer.
     *
     * @param key its key
     * @param hash stable hash of the key
     * @param timestampMillis its time
     */
    public record Timer(Object key, int hash, long timestampMillis) {

        int tableHash() {
            return hash ^ (int) ((timestampMillis * GOLDEN) >>> Integer.SIZE);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Timer that
                    && timestampMillis == that.timestampMillis
                    && hash == that.hash
                    && StableHash.equal(key, that.key);
        }

        @Override
        public int hashCode() {
            return tableHash();
        }
    }

    /** Tells timers as entries of their keys. */
    private record TimerSink(EntrySink<Boolean> sink) implements EntrySink<Timer> {

        @Override
        public void entry(long namespace, Object key, int hash, Timer timer) {
            sink.entry(timer.timestampMillis(), timer.key(), timer.hash(), true);
        }

        @Override
        public void endPage() {
            sink.endPage();
        }
    }
}

package io.millrace.worker.state;

import io.millrace.partition.StableHash;
import io.millrace.type.TypeRef;
import org.jspecify.annotations.Nullable;

/**
 * Timers of one task, by time and key. Of one time, timers come in the order of their hashes.
 *
 * <p>A table holds the timers that are set, and is what checkpoints see. Their order is kept beside it.
 *
 * <p><b>Thread.</b> Owned by one task.
 */
public final class TimerQueue implements KeyedPart<Boolean> {

    private static final TypeRef<Boolean> VALUE_TYPE = TypeRef.of(Boolean.class);
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final String name;
    private final KeyTable<Timer> timers = new KeyTable<>();
    private final TimerHeap order = new TimerHeap();

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
            Timer set = timers.value(slot);
            timers.remove(slot);
            if (set != null) {
                order.remove(set);
            }
        }
    }

    /** Takes out a timer that is due at a time, the earliest first; null if there is none. */
    public @Nullable Timer poll(long timeMillis) {
        Timer first = order.first();
        if (first == null || first.timestampMillis() > timeMillis) {
            return null;
        }
        order.remove(first);
        timers.remove(timers.find(first, first.tableHash()));
        return first;
    }

    /** Time of the first timer, or {@link Long#MAX_VALUE} if there is none. */
    public long firstMillis() {
        return order.firstMillis();
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

    /** A timer. */
    public static final class Timer {

        private final Object key;
        private final int hash;
        private final long timestampMillis;
        private int place;

        /**
         * Makes a timer that is not set.
         *
         * @param key its key
         * @param hash stable hash of the key
         * @param timestampMillis its time
         */
        Timer(Object key, int hash, long timestampMillis) {
            this.key = key;
            this.hash = hash;
            this.timestampMillis = timestampMillis;
        }

        /** Its key. */
        public Object key() {
            return key;
        }

        /** Stable hash of the key. */
        public int hash() {
            return hash;
        }

        /** Its time. */
        public long timestampMillis() {
            return timestampMillis;
        }

        /** Where it is in its heap. */
        int place() {
            return place;
        }

        void place(int newPlace) {
            place = newPlace;
        }

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

        @Override
        public String toString() {
            return "Timer[key=" + key + ", timestampMillis=" + timestampMillis + "]";
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

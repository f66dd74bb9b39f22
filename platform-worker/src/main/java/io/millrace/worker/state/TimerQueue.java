package io.millrace.worker.state;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Event-time timers of one task, by time and key. Of one time, timers come in the order of their hashes.
 *
 * <p><b>Thread.</b> Owned by one task.
 */
public final class TimerQueue {

    private final TreeMap<Long, Bucket> timers = new TreeMap<>();

    /** Sets a timer, unless it is set. */
    public void set(Object key, int hash, long timestampMillis) {
        timers.computeIfAbsent(timestampMillis, time -> new Bucket()).add(key, hash);
    }

    /** Clears a timer, if it is set. */
    public void clear(Object key, int hash, long timestampMillis) {
        Bucket bucket = timers.get(timestampMillis);
        if (bucket != null && bucket.remove(key, hash)) {
            timers.remove(timestampMillis);
        }
    }

    /** Takes out a timer that is due at a watermark, the earliest first; null if there is none. */
    public @Nullable Timer poll(long watermarkMillis) {
        Map.Entry<Long, Bucket> first = timers.firstEntry();
        if (first == null || first.getKey() > watermarkMillis) {
            return null;
        }
        Bucket bucket = first.getValue();
        Timer timer = bucket.poll(first.getKey());
        if (bucket.isEmpty()) {
            timers.remove(first.getKey());
        }
        return timer;
    }

    /** Number of timers. */
    public int size() {
        return timers.values().stream().mapToInt(Bucket::size).sum();
    }

    /**
     * A timer that is due.
     *
     * @param key its key
     * @param hash stable hash of the key
     * @param timestampMillis its time
     */
    public record Timer(Object key, int hash, long timestampMillis) {}

    /** The keys of one time. Remembers how far it has been emptied, so that emptying it takes one scan. */
    private static final class Bucket {

        private final KeyTable<Boolean> keys = new KeyTable<>();
        private int emptyBelow;
        private int slots;

        void add(Object key, int hash) {
            keys.value(keys.slotFor(key, hash), Boolean.TRUE);
            emptyBelow = 0;
        }

        boolean remove(Object key, int hash) {
            int slot = keys.find(key, hash);
            if (slot >= 0) {
                keys.remove(slot);
                emptyBelow = 0;
            }
            return isEmpty();
        }

        Timer poll(long timestampMillis) {
            int slot = keys.slots() == slots ? emptyBelow : 0;
            while (!keys.isUsed(slot)) {
                slot++;
            }
            Timer timer = new Timer(keys.key(slot), keys.hash(slot), timestampMillis);
            slots = keys.slots();
            keys.remove(slot);
            emptyBelow = slot;
            return timer;
        }

        int size() {
            return keys.size();
        }

        boolean isEmpty() {
            return keys.size() == 0;
        }
    }
}

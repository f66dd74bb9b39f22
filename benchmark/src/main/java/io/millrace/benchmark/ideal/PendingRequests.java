package io.millrace.benchmark.ideal;

/**
 * Times of requests without a response, by id: a hash table with open addressing that closes its gaps.
 *
 * <p><b>Thread.</b> Has one owner.
 */
final class PendingRequests {

    /** Stands for no time. */
    static final long NONE = Long.MIN_VALUE;

    private static final int INITIAL_SLOTS = 1 << 10;
    private static final int SPREAD_SHIFT = 32;

    private long[] ids = new long[INITIAL_SLOTS];
    private long[] times = emptyTimes(INITIAL_SLOTS);
    private int size;

    /** Keeps the time of an id that is not there. */
    void put(long id, long timestampMillis) {
        int slot = slot(id);
        while (times[slot] != NONE) {
            slot = next(slot);
        }
        ids[slot] = id;
        times[slot] = timestampMillis;
        if (++size * 2 > ids.length) {
            grow();
        }
    }

    /** Gives away the time of an id, or {@link #NONE}. */
    long remove(long id) {
        int slot = slot(id);
        while (times[slot] != NONE) {
            if (ids[slot] == id) {
                long time = times[slot];
                size--;
                closeGap(slot);
                return time;
            }
            slot = next(slot);
        }
        return NONE;
    }

    /** Moves back what would not be found behind the gap. */
    private void closeGap(int gap) {
        int empty = gap;
        int slot = next(gap);
        while (times[slot] != NONE) {
            int distance = (slot - slot(ids[slot])) & (ids.length - 1);
            if (distance >= ((slot - empty) & (ids.length - 1))) {
                ids[empty] = ids[slot];
                times[empty] = times[slot];
                empty = slot;
            }
            slot = next(slot);
        }
        times[empty] = NONE;
    }

    private void grow() {
        long[] oldIds = ids;
        long[] oldTimes = times;
        ids = new long[oldIds.length * 2];
        times = emptyTimes(ids.length);
        size = 0;
        for (int i = 0; i < oldIds.length; i++) {
            if (oldTimes[i] != NONE) {
                put(oldIds[i], oldTimes[i]);
            }
        }
    }

    private int slot(long id) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> SPREAD_SHIFT) & (ids.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (ids.length - 1);
    }

    private static long[] emptyTimes(int length) {
        long[] times = new long[length];
        java.util.Arrays.fill(times, NONE);
        return times;
    }
}

package io.millrace.worker.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Timers in order: the first is at hand, and any can be taken out. Of one time, timers come in the order of their hashes.
 *
 * <p>A heap in which each node has four children. Times and hashes lie beside it, so that comparing reads no timer; each timer
 * knows its place.
 *
 * <p><b>Thread.</b> Owned by one task.
 *
 * <p>Source of heaps with more than two children: D. B. Johnson, Priority queues with update and finding minimum spanning
 * trees, Information Processing Letters 4, 1975.
 */
final class TimerHeap {

    private static final int CHILDREN_LOG2 = 2;
    private static final int INITIAL_PLACES = 16;

    private long[] times = new long[INITIAL_PLACES];
    private int[] hashes = new int[INITIAL_PLACES];
    private @Nullable TimerQueue.Timer[] timers = new TimerQueue.Timer[INITIAL_PLACES];
    private int size;

    /** The first timer, or null if there is none. */
    TimerQueue.@Nullable Timer first() {
        return timers[0];
    }

    /** Time of the first timer, or {@link Long#MAX_VALUE} if there is none. */
    long firstMillis() {
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    /** Puts a timer in that is in no heap. */
    void add(TimerQueue.Timer timer) {
        if (size == times.length) {
            allocate(2 * size);
        }
        rise(timer, size++);
    }

    /** Takes a timer out that is in this heap. */
    void remove(TimerQueue.Timer timer) {
        int hole = timer.place();
        TimerQueue.Timer last = timers[--size];
        timers[size] = null;
        if (last == null || hole == size) {
            return;
        }
        if (hole > 0 && isBefore(last, parentOf(hole))) {
            rise(last, hole);
        } else {
            sink(last, hole);
        }
        if (size < times.length / 8 && times.length > INITIAL_PLACES) {
            allocate(times.length / 2);
        }
    }

    private void rise(TimerQueue.Timer timer, int from) {
        int place = from;
        while (place > 0) {
            int parent = parentOf(place);
            if (!isBefore(timer, parent)) {
                break;
            }
            move(parent, place);
            place = parent;
        }
        put(timer, place);
    }

    private void sink(TimerQueue.Timer timer, int from) {
        int place = from;
        int child = firstChildOf(place);
        while (child < size) {
            int least = least(child, Math.min(child + (1 << CHILDREN_LOG2), size));
            if (isBefore(timer, least)) {
                break;
            }
            move(least, place);
            place = least;
            child = firstChildOf(place);
        }
        put(timer, place);
    }

    private int least(int from, int to) {
        int least = from;
        for (int i = from + 1; i < to; i++) {
            if (times[i] < times[least] || (times[i] == times[least] && hashes[i] < hashes[least])) {
                least = i;
            }
        }
        return least;
    }

    private boolean isBefore(TimerQueue.Timer timer, int place) {
        long millis = timer.timestampMillis();
        return millis < times[place] || (millis == times[place] && timer.hash() < hashes[place]);
    }

    private void move(int from, int to) {
        TimerQueue.Timer timer = timers[from];
        times[to] = times[from];
        hashes[to] = hashes[from];
        timers[to] = timer;
        if (timer != null) {
            timer.place(to);
        }
    }

    private void put(TimerQueue.Timer timer, int place) {
        times[place] = timer.timestampMillis();
        hashes[place] = timer.hash();
        timers[place] = timer;
        timer.place(place);
    }

    private void allocate(int places) {
        times = Arrays.copyOf(times, places);
        hashes = Arrays.copyOf(hashes, places);
        timers = Arrays.copyOf(timers, places);
    }

    private static int parentOf(int place) {
        return (place - 1) >> CHILDREN_LOG2;
    }

    private static int firstChildOf(int place) {
        return (place << CHILDREN_LOG2) + 1;
    }
}

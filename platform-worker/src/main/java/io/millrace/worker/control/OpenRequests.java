package io.millrace.worker.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What this member has asked and has not been answered yet. There is an end to how much that can be.
 *
 * <p><b>Contract.</b> Who adds a request takes it out again, whatever becomes of it.
 *
 * <p><b>Thread.</b> Any.
 *
 * @param <T> who waits for the answer
 */
public final class OpenRequests<T> {

    private static final int NOBODY = -1;

    private final int maxOpen;
    private final Map<Long, Entry<T>> open = new TreeMap<>(); // guarded by this
    private long lastId; // guarded by this
    private boolean isClosed; // guarded by this

    /** Has room for so many, which are numbered from 1 on. */
    public OpenRequests(int maxOpen) {
        this(maxOpen, 1);
    }

    /**
     * Has room for so many.
     *
     * @param firstId number of the first one
     */
    public OpenRequests(int maxOpen, long firstId) {
        this.maxOpen = maxOpen;
        this.lastId = firstId - 1;
    }

    /** Takes up a request that nobody has been asked yet. Returns its number, or nothing if there is no room. */
    public synchronized OptionalLong add(T waiting) {
        if (isClosed || open.size() == maxOpen) {
            return OptionalLong.empty();
        }
        open.put(++lastId, new Entry<>(NOBODY, waiting));
        return OptionalLong.of(lastId);
    }

    /** A member is about to be asked. False if the request is over already. */
    public synchronized boolean asked(long id, int member) {
        return open.computeIfPresent(id, (number, entry) -> new Entry<>(member, entry.waiting)) != null;
    }

    /** A member has answered. Returns who waits for that, or null if it was not asked, or somebody else was. */
    public synchronized @Nullable T answered(int member, long id) {
        Entry<T> entry = open.get(id);
        return entry == null || entry.member != member ? null : entry.waiting;
    }

    /** Those who wait for an answer of members of whom there will be none. */
    public synchronized List<T> askedOf(IntPredicate isLost) {
        List<T> lost = new ArrayList<>();
        open.values().forEach(entry -> {
            if (entry.member != NOBODY && isLost.test(entry.member)) {
                lost.add(entry.waiting);
            }
        });
        return lost;
    }

    /** A request is over. */
    public synchronized void remove(long id) {
        open.remove(id);
    }

    /** Number of those that are open. */
    public synchronized int size() {
        return open.size();
    }

    /** Takes up no more. Returns all who still wait. */
    public synchronized List<T> close() {
        isClosed = true;
        return open.values().stream().map(entry -> entry.waiting).toList();
    }

    private record Entry<T>(int member, T waiting) {}
}

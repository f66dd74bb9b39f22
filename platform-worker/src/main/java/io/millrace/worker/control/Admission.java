package io.millrace.worker.control;

import java.util.HashMap;
import java.util.Map;

/**
 * How many requests of others a member works on at once. One that is not admitted is refused before anything is kept of it.
 *
 * <p><b>Thread.</b> Any.
 */
public final class Admission {

    private final int maxOfMember;
    private final int maxOfAll;
    private final Map<Integer, Integer> admitted = new HashMap<>(); // guarded by this
    private int all; // guarded by this

    /** Admits so many of each, and so many of all together. */
    public Admission(int maxOfMember, int maxOfAll) {
        this.maxOfMember = maxOfMember;
        this.maxOfAll = maxOfAll;
    }

    /** Takes up a request of a member; false if there is no room. */
    public synchronized boolean admit(int member) {
        int open = admitted.getOrDefault(member, 0);
        if (open >= maxOfMember || all >= maxOfAll) {
            return false;
        }
        admitted.put(member, open + 1);
        all++;
        return true;
    }

    /** A request that was admitted is over. */
    public synchronized void release(int member) {
        admitted.computeIfPresent(member, (number, open) -> open == 1 ? null : open - 1);
        all--;
    }

    /** Number of those that are worked on. */
    public synchronized int size() {
        return all;
    }
}

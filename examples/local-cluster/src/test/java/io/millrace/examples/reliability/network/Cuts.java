package io.millrace.examples.reliability.network;

import java.util.HashSet;
import java.util.Set;

/**
 * Which ways are cut now.
 *
 * <p><b>Thread.</b> May be used by any.
 */
final class Cuts {

    private final Set<Way> cuts = new HashSet<>();

    synchronized void cut(Way way) {
        cuts.add(way);
    }

    synchronized void mend() {
        cuts.clear();
        notifyAll();
    }

    /** Waits while a way is cut. */
    synchronized void awaitOpen(Way way) throws InterruptedException {
        while (cuts.contains(way)) {
            wait();
        }
    }

    /**
     * A way from one member to another.
     *
     * @param from name of a member; empty for all that is in no namespace
     * @param to the same
     */
    record Way(String from, String to) {

        Way back() {
            return new Way(to, from);
        }
    }
}

package io.millrace.worker.history;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The newest slots of time of something, in order; slots of which nothing is known are not there. */
final class Span<T extends Slotted> {

    private final ArrayDeque<T> kept = new ArrayDeque<>();
    private long bytes;

    /** Adds what is newer than all before. If the clock was set back, what is not older than this is let go of. */
    void add(T next) {
        while (!kept.isEmpty() && kept.getLast().slot() >= next.slot()) {
            bytes -= kept.removeLast().bytes();
        }
        kept.addLast(next);
        bytes += next.bytes();
    }

    /** Lets go of what is older than a slot. */
    void dropBefore(long slot) {
        while (!kept.isEmpty() && kept.getFirst().slot() < slot) {
            bytes -= kept.removeFirst().bytes();
        }
    }

    /** All of them, the oldest first. */
    Iterable<T> all() {
        return kept;
    }

    /** The oldest slot, or {@code Long.MAX_VALUE} if there is none. */
    long first() {
        return kept.isEmpty() ? Long.MAX_VALUE : kept.getFirst().slot();
    }

    /** What is of the newest slot. */
    @Nullable
    T last() {
        return kept.peekLast();
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    /** Memory that it takes, about. */
    long bytes() {
        return bytes;
    }
}

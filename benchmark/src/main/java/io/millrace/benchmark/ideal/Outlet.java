package io.millrace.benchmark.ideal;

/**
 * Fills the batches of a ring one element at a time.
 *
 * <p><b>Thread.</b> The producer's.
 *
 * @param <T> the type of the elements
 */
final class Outlet<T> {

    private final BatchRing<T> ring;
    private int slot = -1;
    private int length;

    Outlet(BatchRing<T> ring) {
        this.ring = ring;
    }

    /** Whether an element can be added now. */
    boolean hasRoom() {
        if (slot < 0) {
            slot = ring.claim();
        }
        return slot >= 0;
    }

    /** Adds an element, for which there is room. */
    void add(T element) {
        ring.set(slot, length++, element);
        if (length == BatchRing.BATCH_SIZE) {
            flush();
        }
    }

    /** Hands over what has been added. */
    void flush() {
        if (length > 0) {
            ring.publish(length);
            slot = -1;
            length = 0;
        }
    }
}

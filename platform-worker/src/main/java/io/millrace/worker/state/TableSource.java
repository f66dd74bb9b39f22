package io.millrace.worker.state;

/**
 * Yields the tables of one part of keyed state, one for each namespace.
 *
 * <p><b>Thread.</b> Owned by one task.
 *
 * @param <C> the type of the values of the tables
 */
public interface TableSource<C> {

    /** An empty table for a namespace that has none. */
    KeyTable<C> take(long namespace);

    /** Number under which a store knows the tables; -1 if they lie on the heap. */
    default int number() {
        return -1;
    }

    /** A table is needed no longer, and neither is what it holds. */
    void giveBack(KeyTable<C> table);
}

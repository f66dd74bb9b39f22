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

    /** A table is needed no longer, and neither is what it holds. */
    void giveBack(KeyTable<C> table);
}

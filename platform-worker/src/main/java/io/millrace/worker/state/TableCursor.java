package io.millrace.worker.state;

import org.jspecify.annotations.Nullable;

/**
 * A walk over the entries of a table, place by place. It may rest at any place and go on in a later call.
 *
 * <p><b>Contract.</b> Every entry is met once that is there from the beginning to the end of the walk, as long as no key is
 * put in meanwhile and none is removed but by the cursor. Where keys come and go, an entry may be missed or met twice. A
 * place may be empty. It needs no closing.
 *
 * <p><b>Thread.</b> Owned by the task of the table.
 *
 * @param <V> the type of the values
 */
public interface TableCursor<V> {

    /** Whether there is no further place. */
    boolean isAtEnd();

    /** The value at this place, or null if it is empty. */
    @Nullable
    V value();

    /** Key at a place that is not empty. */
    Object key();

    /** Hash of the key at a place that is not empty. */
    int hash();

    /** Says that the value at this place is about to be changed in place. */
    void beforeChange();

    /** Removes the entry at this place; what is there then has not been met. */
    void remove();

    /** Goes to the next place. */
    void advance();
}

package io.millrace.state;

import java.util.List;

/**
 * A list for each key, to which elements are added.
 *
 * <p><b>Thread.</b> Valid only inside the operator that declared it, for the key of the record or timer at hand.
 *
 * <p><b>Ownership.</b> An element in state is immutable, or is not changed after it was added.
 *
 * @param <T> the type of the elements
 */
public interface ListState<T> {

    /**
     * The elements of the current key, in the order in which they were added; empty if there are none. The list cannot be
     * changed, and does not change when elements are added later.
     */
    List<T> get();

    /** Adds an element behind all others; does not copy them. */
    void add(T element);

    /** Adds elements behind all others, in their order. */
    void addAll(Iterable<? extends T> elements);

    /** Forgets the elements of the current key. */
    void clear();
}

package io.millrace.worker.state;

/**
 * How the cells of a table are taken apart into what a codec can write, and put together again.
 *
 * <p><b>Thread.</b> Any, for {@link #toCell}: it may be called for a view while the task works.
 *
 * @param <C> the type of the cells
 * @param <V> the type of the values, as checkpoints know them
 */
public interface CellForm<C, V> {

    /** A number that is kept beside the value. */
    long stamp(C cell);

    /** The value of a cell, to be written before anybody changes the cell. */
    V toValue(C cell);

    /** A new cell. */
    C toCell(Object key, int hash, long stamp, V value);

    /** Whether checkpoints know the stamp as the namespace of an entry. */
    default boolean isStampNamespace() {
        return false;
    }

    /** Cells that are values. */
    static <V> CellForm<V, V> plain() {
        return new PlainForm<>();
    }
}

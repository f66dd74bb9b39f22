package io.millrace.worker.state;

import io.millrace.type.TypeRef;
import org.jspecify.annotations.Nullable;

/**
 * A named piece of the keyed state of one operator in one task, as checkpoints know it: entries of namespace, key and value.
 * The namespace is a number whose meaning the part knows: the start of a slice, the time of a timer, or 0.
 *
 * <p><b>Thread.</b> Owned by the task, as are the entries; a {@link Frozen} view is written by the background.
 *
 * @param <V> the type of the values in a checkpoint
 */
public interface KeyedPart<V> {

    /** Name within the operator, the same in every version of the code. */
    String name();

    /** The type of the values. */
    TypeRef<V> valueType();

    /** Number of entries. */
    long size();

    /**
     * Freezes the part as it is now; the task goes on to change it. Takes no time that grows with the number of entries.
     *
     * @param ofTask takes the entries that the task itself has to write, before it changes them; called by the task
     * @param ofBackground takes all others; called by whoever calls {@link Frozen#writeNext}, one at a time
     */
    Frozen freeze(EntrySink<V> ofTask, EntrySink<V> ofBackground);

    /**
     * Number under which a store knows this part, if it can go on with the tables that the store holds; -1 if its entries lie on
     * the heap, or have to be put back one by one.
     */
    default int storeNumber() {
        return -1;
    }

    /** The store holds a table of this part, which has been put there with it. Comes before anything else is restored. */
    default void adopt(long namespace, long entries) {
        throw new UnsupportedOperationException("Part does not lie in a store: part=" + name());
    }

    /** Says how many entries are about to be restored, so that tables need not grow. */
    default void expect(long entries) {}

    /** Puts an entry back; called before the first record. Times are those of the checkpoint. */
    void restore(long namespace, Object key, int hash, V value);

    /** Takes entries page by page. */
    interface EntrySink<V> {

        /** Takes an entry of the page at hand. */
        void entry(long namespace, Object key, int hash, V value);

        /** The page is complete. */
        void endPage();
    }

    /** A part as it was at a barrier. */
    interface Frozen {

        /**
         * Writes the next page that nobody has written; false if there is none left. Called by one thread at a time.
         *
         * @throws IllegalStateException if what was frozen can be read no longer
         */
        boolean writeNext();

        /** Where a store holds what was frozen; null if it lies on the heap. */
        default @Nullable StoredPart stored() {
            return null;
        }

        /** Gives the view up, written or not: the task no longer writes before it changes. Called by the task. */
        void release();
    }
}

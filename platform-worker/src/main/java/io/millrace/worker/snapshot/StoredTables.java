package io.millrace.worker.snapshot;

import com.esotericsoftware.kryo.io.Input;

/**
 * Tables of a task of once, to be read.
 *
 * <p><b>Thread.</b> Used by one; may block.
 */
public interface StoredTables extends AutoCloseable {

    /**
     * Visits the entries of a table in the order of their hashes as unsigned numbers.
     *
     * @param part number of the part in its store
     * @param namespace namespace of the table
     * @param fromHash the first hash
     */
    void visit(int part, long namespace, int fromHash, Visitor visitor);

    @Override
    void close();

    /** Takes entries. */
    @FunctionalInterface
    interface Visitor {

        /**
         * Takes an entry.
         *
         * @param stamp what is kept beside the value
         * @param key bytes of the key, good until this returns
         * @param value bytes of the value, good until this returns
         * @return whether to go on
         */
        boolean entry(int hash, long stamp, Input key, Input value);
    }
}

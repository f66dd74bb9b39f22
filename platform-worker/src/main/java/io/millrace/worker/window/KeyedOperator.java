package io.millrace.worker.window;

import io.millrace.operator.Operator;

/**
 * Operator that takes key and hash with each record, instead of asking its context for them. Passing them on costs
 * nothing; keeping them for a while costs the collector's write barrier for every record.
 */
public interface KeyedOperator extends Operator<Object, Object> {

    /** Takes a record with its key and the stable hash of the key. */
    void onRecord(Object key, int hash, Object value, long timestampMillis) throws Exception;

    @Override
    default void onRecord(int input, Object value, long timestampMillis) {
        throw new UnsupportedOperationException("Operator takes records with their keys only: input=" + input);
    }
}

package io.millrace.worker.window;

/** Output of the first of two stages: what goes over it keeps the key and hash that the first stage computed. */
public interface PartialOutput {

    /** Emits a partial result or, if it takes records, a record that was not worth combining. */
    void emitKeyed(Object key, int hash, Object value, long timestampMillis);

    /** Whether it takes records too: what goes to another process has one type, which is that of partial results. */
    boolean takesRecords();
}

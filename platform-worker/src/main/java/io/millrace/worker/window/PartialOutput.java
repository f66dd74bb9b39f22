package io.millrace.worker.window;

/** Output of the first of two stages: what goes over it keeps the key and hash that the first stage computed. */
public interface PartialOutput {

    /** Emits a partial result, or a record that was not worth combining. */
    void emitKeyed(Object key, int hash, Object value, long timestampMillis);
}

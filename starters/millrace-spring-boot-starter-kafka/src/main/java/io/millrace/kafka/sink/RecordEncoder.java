package io.millrace.kafka.sink;

/**
 * Makes a record of a result.
 *
 * @param <T> the type of the results
 */
@FunctionalInterface
public interface RecordEncoder<T> {

    /**
     * Fills in a record.
     *
     * @param record empty; used again for the next result
     */
    void encode(T value, long timestampMillis, OutgoingRecord record) throws Exception;
}

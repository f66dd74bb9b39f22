package io.millrace.worker.task;

import io.millrace.operator.RecordsFailedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of an operator that has failed, with all that it takes to make it again.
 *
 * @param kind what is called
 * @param key key of the record or timer, or null for none
 * @param hash hash of the key
 * @param input number of the input
 * @param values the record, several that have failed together, or nothing
 * @param timestampMillis event time of the record or timer, or of the latest of several
 * @param number how many records and timers the task had been given
 */
record Attempt(
        Kind kind, @Nullable Object key, int hash, int input, List<Object> values, long timestampMillis, long number) {

    /** What is called. */
    enum Kind {
        /** The operator, with a record that has no key. */
        PLAIN,
        /** The operator, with a record whose key is known. */
        KEYED,
        /** The operator, with a record whose key is found here, because the exchange was elided. */
        LINKED,
        /** The operator, with a timer. */
        TIMER,
        /** The operator, with records that have failed together, and then the end of the batch. */
        TOGETHER,
        /** The end of a batch. */
        BATCH_END
    }

    /** The end of a batch, at an event time of the stream. */
    static Attempt batchEnd(long timestampMillis) {
        return new Attempt(Kind.BATCH_END, null, 0, 0, List.of(), timestampMillis, 0);
    }

    /**
     * What has to be called again after this call has failed.
     *
     * @param failedAt number of the record, among several, at which it failed; their number if that was the end of the batch
     * @return null if the operator has lost records and does not say which
     */
    @Nullable
    Attempt next(Throwable cause, int failedAt) {
        if (cause instanceof RecordsFailedException several) {
            List<Object> left = new ArrayList<>(several.values());
            left.addAll(notTakenAfter(failedAt + 1));
            return several.values().isEmpty() ? null : together(left, several.timestampMillis());
        }
        if (kind != Kind.TOGETHER) {
            return this;
        }
        List<Object> left = notTakenAfter(failedAt);
        return left.isEmpty() ? batchEnd(timestampMillis) : together(left, timestampMillis);
    }

    /** The record as it is described when it is given up. */
    FailedRecord describe(int attempts) {
        Object value = values.size() == 1 ? values.get(0) : null;
        return new FailedRecord(value, key, timestampMillis, number, attempts, isOfOneRecord() ? this : null);
    }

    /** The record at hand as it is described when others were lost with which the operator had to do. */
    FailedRecord describeLost(int attempts) {
        FailedRecord described = describe(attempts);
        return new FailedRecord(described.value(), key, timestampMillis, number, attempts, null);
    }

    /** Whether it is a call with one record, which can be made again at any time. */
    private boolean isOfOneRecord() {
        return values.size() == 1 && (kind == Kind.PLAIN || kind == Kind.KEYED || kind == Kind.LINKED);
    }

    /** Each of several records. */
    List<FailedRecord> describeEach(int attempts) {
        return values.stream()
                .map(value -> new FailedRecord(value, null, timestampMillis, 0, attempts, null))
                .toList();
    }

    private List<Object> notTakenAfter(int index) {
        return kind == Kind.TOGETHER && index < values.size() ? values.subList(index, values.size()) : List.of();
    }

    private static Attempt together(List<Object> values, long latestMillis) {
        return new Attempt(Kind.TOGETHER, null, 0, 0, List.copyOf(values), latestMillis, 0);
    }
}

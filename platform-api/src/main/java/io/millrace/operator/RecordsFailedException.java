package io.millrace.operator;

import io.millrace.Experimental;
import java.util.List;

/**
 * An operator that works on several records at once has failed for all of them. The error policy of the step decides what
 * becomes of them, and where it says so the topology fails with the cause.
 *
 * <p><b>Contract.</b> The operator has forgotten these records when it throws this, has emitted nothing for them, and is fit
 * for the next call. If it throws this in an event ({@code onWatermark}, {@code onTime}, {@code onEnd}), it is called again
 * with the same argument. Where the step has retries, the operator is given the records again before anything else, one by
 * one through {@code onRecord} of its first input, and then {@code onBatchEnd}; this needs an exception that names them.
 */
@Experimental
public final class RecordsFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int records;
    private final transient List<Object> values;
    private final long timestampMillis;

    /**
     * Makes an exception that does not say what was in the records: they are never tried again.
     *
     * @param records how many records are lost, 1 or more
     * @param cause what the user's code has thrown
     */
    public RecordsFailedException(int records, Exception cause) {
        this(records, List.of(), Long.MIN_VALUE, cause);
    }

    /**
     * Makes an exception.
     *
     * @param values the records, 1 or more
     * @param timestampMillis event time of the latest of them
     * @param cause what the user's code has thrown
     */
    public RecordsFailedException(List<?> values, long timestampMillis, Exception cause) {
        this(values.size(), List.copyOf(values), timestampMillis, cause);
    }

    private RecordsFailedException(int records, List<Object> values, long timestampMillis, Exception cause) {
        super("Records failed together: records=" + records + ", cause=" + cause, cause);
        if (records < 1) {
            throw new IllegalArgumentException(
                    "Number of failed records is out of range: records=" + records + "; use 1 or more", cause);
        }
        this.records = records;
        this.values = values;
        this.timestampMillis = timestampMillis;
    }

    /** How many records are lost. */
    public int records() {
        return records;
    }

    /** The records, or nothing if they are not known. */
    public List<Object> values() {
        return values;
    }

    /** Event time of the latest of them; {@code Long.MIN_VALUE} if it is not known. */
    public long timestampMillis() {
        return timestampMillis;
    }
}

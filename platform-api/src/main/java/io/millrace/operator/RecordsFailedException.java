package io.millrace.operator;

import io.millrace.Experimental;

/**
 * An operator that works on several records at once has failed for all of them. Where the error policy of the step leaves
 * failing records out, so many are counted, and elsewhere the topology fails with the cause.
 *
 * <p><b>Contract.</b> The operator has forgotten these records when it throws this, and is fit for the next call. If it
 * throws this in an event ({@code onWatermark}, {@code onTime}, {@code onEnd}), it is called again with the same argument.
 */
@Experimental
public final class RecordsFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int records;

    /**
     * Makes an exception.
     *
     * @param records how many records are lost, 1 or more
     * @param cause what the user's code has thrown
     */
    public RecordsFailedException(int records, Exception cause) {
        super("Records failed together: records=" + records + ", cause=" + cause, cause);
        if (records < 1) {
            throw new IllegalArgumentException(
                    "Number of failed records is out of range: records=" + records + "; use 1 or more", cause);
        }
        this.records = records;
    }

    /** How many records are lost. */
    public int records() {
        return records;
    }
}

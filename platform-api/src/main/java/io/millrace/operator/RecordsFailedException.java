package io.millrace.operator;

import io.millrace.Experimental;

/**
 * An operator that works on several records at once has failed for all of them. Where the error policy of the step leaves
 * failing records out, so many are counted.
 */
@Experimental
public final class RecordsFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int records;

    /**
     * Makes an exception.
     *
     * @param records how many records are lost
     * @param cause what the user's code has thrown
     */
    public RecordsFailedException(int records, Exception cause) {
        super("Records failed together: records=" + records + ", cause=" + cause, cause);
        this.records = records;
    }

    /** How many records are lost. */
    public int records() {
        return records;
    }
}

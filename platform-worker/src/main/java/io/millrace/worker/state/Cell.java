package io.millrace.worker.state;

/**
 * What one state holds for one key, and when it was written last.
 *
 * <p><b>Thread.</b> Owned by one task; whoever changes it has told its table before.
 */
abstract class Cell {

    static final long UNKNOWN = Long.MIN_VALUE;

    /** Processing time, or {@link #UNKNOWN}, also where it does not matter. */
    long writtenMillis = UNKNOWN;
}

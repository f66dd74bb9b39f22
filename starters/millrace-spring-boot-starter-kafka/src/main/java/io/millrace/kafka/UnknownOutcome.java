package io.millrace.kafka;

import io.millrace.Experimental;

/**
 * What becomes of a prepared transaction of which nobody can tell any more whether it was written: it is older than Kafka
 * keeps the mark that would say so, seven days by default.
 */
@Experimental
public enum UnknownOutcome {
    /** The topology fails, and says what can be done. */
    FAIL,
    /** Its records are written, perhaps for the second time. */
    WRITE,
    /** Its records are dropped, perhaps without ever having been written. */
    DROP
}

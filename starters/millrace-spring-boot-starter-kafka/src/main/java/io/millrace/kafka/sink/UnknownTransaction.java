package io.millrace.kafka.sink;

/** What becomes of a prepared transaction of which nobody can tell any more whether it was written. */
public enum UnknownTransaction {
    /** The topology fails, and says what can be done. */
    FAIL,
    /** It is written, perhaps for the second time. */
    WRITE,
    /** It is dropped, perhaps without ever having been written. */
    DROP
}

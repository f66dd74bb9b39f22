package io.millrace.kafka;

/** What a source does where records are gone before it has read them: deleted, cut off, or with their topic. */
public enum LostRecords {
    /** The topology fails, and the error says what is gone. */
    FAIL,
    /** It goes on with the next record that is there, warns, and counts what is lost. */
    CONTINUE
}

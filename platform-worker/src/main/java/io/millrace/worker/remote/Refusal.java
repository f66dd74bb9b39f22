package io.millrace.worker.remote;

/** What a refusal is about. */
public enum Refusal {
    /** The state of things forbids it. */
    STATE,
    /** A checkpoint does not exist. */
    UNKNOWN_CHECKPOINT,
    /** It cannot be done at the moment; it may be asked for again. */
    UNAVAILABLE
}

package io.millrace.worker.exchange;

/** What may follow the last entry of a batch. */
public enum Control {
    /** Nothing. */
    NONE,
    /** The channel is idle: it holds no watermark back until its next entry. */
    IDLE,
    /** Nothing follows on this channel any more. */
    END
}

package io.millrace.worker.exchange;

/** What may follow the last entry of a batch. */
public enum Control {
    /** Nothing. */
    NONE,
    /** The channel is idle: it holds no watermark back until its next entry. */
    IDLE,
    /** A cut: what came before belongs to the checkpoint of the batch's {@link Batch#barrierId}, what follows does not. */
    BARRIER,
    /** Nothing follows on this channel any more. */
    END
}

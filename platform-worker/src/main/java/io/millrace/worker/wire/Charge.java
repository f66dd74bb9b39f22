package io.millrace.worker.wire;

/** What a frame costs of the credit of its channel. */
final class Charge {

    /** Least charge, so that tiny frames do not take more memory than was granted. */
    static final int MIN_BYTES = 512;

    /** Frames without entries that may go out without credit, one after the other: a barrier must not wait behind nothing. */
    static final int MAX_UNCREDITED = 64;

    private Charge() {}

    static int of(int frameBytes) {
        return Math.max(MIN_BYTES, frameBytes);
    }
}

package io.millrace.benchmark.shuffle;

/** Frames of one size, each of as many records as it has room for. */
final class Frames {

    static final int FRAME_BYTES = 32 << 10;
    /** A string of 100 bytes with its header. */
    static final int RECORD_BYTES = 102;

    private static final int RECORDS = FRAME_BYTES / RECORD_BYTES;

    private Frames() {}

    /** How many bytes of frames it takes for a number of records. */
    static long bytes(long records) {
        return (records + RECORDS - 1) / RECORDS * FRAME_BYTES;
    }
}

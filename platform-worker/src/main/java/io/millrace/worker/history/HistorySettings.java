package io.millrace.worker.history;

/**
 * How much is kept.
 *
 * @param fineSeconds for how long each second is kept
 * @param coarseSeconds for how long each {@value #COARSE_SECONDS} seconds are kept
 * @param maxBytes memory for all topologies of the process; where it does not suffice both become shorter, down to a minute
 */
public record HistorySettings(int fineSeconds, int coarseSeconds, long maxBytes) {

    /** Length of a coarse slot of time. */
    public static final int COARSE_SECONDS = 10;

    /** A quarter of an hour, six hours, 64 MiB. */
    public static final HistorySettings DEFAULTS = new HistorySettings(15 * 60, 6 * 60 * 60, 64L << 20);
}

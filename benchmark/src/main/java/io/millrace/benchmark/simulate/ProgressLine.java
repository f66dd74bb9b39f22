package io.millrace.benchmark.simulate;

import java.util.Locale;

/** Says how far a number of seeds has come. */
final class ProgressLine {

    private static final int BAR_WIDTH = 30;

    private final long total;

    ProgressLine(long total) {
        this.total = total;
    }

    /** A bar with the line behind it. */
    String bar(long done, long failed, double seconds) {
        int filled = (int) (done * BAR_WIDTH / Math.max(1, total));
        return "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] " + line(done, failed, seconds);
    }

    /** Seeds done, of how many, how quickly, how long it will take, and how many failed. */
    String line(long done, long failed, double seconds) {
        double rate = seconds > 0 ? done / seconds : 0;
        String left = rate > 0 ? duration(Math.round((total - done) / rate)) : "?";
        return String.format(
                Locale.ROOT, "%d of %d seeds, %.0f/s, %s to go, %d failed", done, total, rate, left, failed);
    }

    /** What was done in all. */
    String summary(long done, long failed, double seconds) {
        return String.format(
                Locale.ROOT, "%d of %d seeds run in %s, %d failed", done, total, duration(Math.round(seconds)), failed);
    }

    private static String duration(long seconds) {
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}

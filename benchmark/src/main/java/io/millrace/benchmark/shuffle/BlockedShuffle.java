package io.millrace.benchmark.shuffle;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.measure.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Measures what a channel whose consumer does not consume takes from the others on the same connection: they send for a
 * time while the first one is idle, and again while it is blocked, in turn.
 */
final class BlockedShuffle {

    private final ShuffleSender sender;
    private final int channels;
    private final Duration time;
    private final Console console;

    private BlockedShuffle(ShuffleSender sender, int channels, Duration time, Console console) {
        this.sender = sender;
        this.channels = channels;
        this.time = time;
        this.console = console;
    }

    /** Runs it and prints a line. */
    static void run(int channels, Duration time, int runs, Console console) throws IOException {
        try (ShuffleSender sender = ShuffleSender.start(channels, false)) {
            new BlockedShuffle(sender, channels, time, console).run(runs);
        }
    }

    private void run(int runs) {
        sender.sendWhile(1, after(time)); // warm-up
        double[] idle = new double[runs];
        double[] blocked = new double[runs];
        long reservedBytes = 0;
        long blockedRecords = 0;
        for (int i = 0; i < runs; i++) {
            idle[i] = rate(1);
            sender.tell("block");
            long before = sender.sent(0);
            blocked[i] = rate(0);
            blockedRecords = Math.max(blockedRecords, sender.sent(0) - before);
            reservedBytes = Math.max(reservedBytes, sender.tell("unblock"));
            console.say(String.format(
                    Locale.ROOT, "run %d: %.0f records/s, with a blocked channel %.0f", i + 1, idle[i], blocked[i]));
        }
        console.result(Json.line(new BlockedResult(
                "millrace",
                "shuffle-blocked",
                channels,
                Json.round(median(idle)),
                Json.round(median(blocked)),
                Json.round(median(blocked) / median(idle)),
                blockedRecords,
                reservedBytes,
                Json.jdk())));
    }

    /** Records in a second of all channels but the first, into which is sent too if it is the one to begin with. */
    private double rate(int firstChannel) {
        long before = sender.sentFrom(1);
        long startNanos = System.nanoTime();
        sender.sendWhile(firstChannel, after(time));
        return (sender.sentFrom(1) - before) * 1e9 / (System.nanoTime() - startNanos);
    }

    private static BooleanSupplier after(Duration time) {
        long endNanos = System.nanoTime() + time.toNanos();
        return () -> System.nanoTime() - endNanos >= 0;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

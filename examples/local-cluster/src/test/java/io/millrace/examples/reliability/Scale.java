package io.millrace.examples.reliability;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How much is tried: a little in each build, everything and at a high rate with {@code -Dreliability.full}.
 *
 * @param rounds how often each fault happens; {@code -Dreliability.rounds}
 * @param numbersPerSecond rate of the load; {@code -Dreliability.rate}
 * @param checkpointInterval time from one checkpoint to the next
 * @param undisturbed time of numbers that are counted before each fault, to compare with
 * @param table file for what was measured; {@code -Dreliability.table}
 */
record Scale(int rounds, int numbersPerSecond, Duration checkpointInterval, Duration undisturbed, Path table) {

    static final String FULL = "reliability.full";

    static Scale ofThisRun() {
        boolean isFull = System.getProperty(FULL) != null;
        return new Scale(
                Integer.getInteger("reliability.rounds", isFull ? 3 : 1),
                Integer.getInteger("reliability.rate", isFull ? 50_000 : 5_000),
                Duration.ofSeconds(1),
                Duration.ofSeconds(isFull ? 10 : 3),
                Path.of(System.getProperty("reliability.table", "target/reliability.md")));
    }

    /** Numbers that are counted before each fault. */
    long undisturbedNumbers() {
        return undisturbed.toSeconds() * numbersPerSecond;
    }
}

package io.millrace.worker.checkpoint;

import io.millrace.worker.lines.LinesReader;
import io.millrace.worker.lines.LinesWriter;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * The numbers that were given to checkpoints and attempts. Those of checkpoints are reserved in blocks before they are given,
 * so a crash leaves a gap and repeats none. Those of attempts are written one by one, each with the region that is run: whoever
 * finds an attempt at work can tell whether another one came after it.
 *
 * <p><b>Thread.</b> May be used by several at once.
 */
final class Numbers {

    /** What the page holds before any was given. */
    static final String UNTOUCHED = text(1, 1, Map.of());

    private static final int RESERVED = 32;
    private static final String REGION = "region.";

    private final Ledger.Page page;

    /** The first that is given in this life. */
    private long firstCheckpoint;

    private long nextCheckpoint;
    private long nextAttempt;
    private long reservedCheckpoint;
    private Map<Integer, Long> attempts = Map.of();

    /** Whether the page holds what is reserved here. */
    private boolean isSettled;

    private Numbers(Ledger.Page page) {
        this.page = page;
    }

    /** Goes on with those that are not reserved. */
    static Numbers of(Ledger.Page page) throws IOException, DamagedCheckpointException {
        Numbers numbers = new Numbers(page);
        numbers.settle();
        numbers.firstCheckpoint = numbers.nextCheckpoint;
        return numbers;
    }

    /** Whether a checkpoint of this life may have this number. No other life ever gives it. */
    synchronized boolean isGivenToCheckpoint(long number) {
        return number >= firstCheckpoint && number < nextCheckpoint;
    }

    /** Whether a number was given in an earlier life. */
    synchronized boolean isOfBefore(long number) {
        return number < firstCheckpoint;
    }

    /** Says of a number whether it had been given by now, in this life or before. */
    synchronized LongPredicate givenUntilNow() {
        long next = nextCheckpoint;
        return number -> number < next;
    }

    synchronized long nextCheckpoint() throws IOException {
        if (nextCheckpoint == reservedCheckpoint) {
            requireSettled();
            write(reservedCheckpoint + RESERVED, nextAttempt, attempts);
        }
        return nextCheckpoint++;
    }

    synchronized long nextAttempt(int region) throws IOException {
        requireSettled();
        long number = nextAttempt;
        Map<Integer, Long> next = new TreeMap<>(attempts);
        next.put(region, number);
        write(reservedCheckpoint, number + 1, next);
        return number;
    }

    /** The last attempt of each region. */
    synchronized Map<Integer, Long> attempts() throws IOException {
        requireSettled();
        return attempts;
    }

    private void write(long checkpoint, long attempt, Map<Integer, Long> ofRegions) throws IOException {
        isSettled = false;
        try {
            page.replace(text(checkpoint, attempt, ofRegions));
        } catch (DamagedCheckpointException e) {
            throw new IOException(e.getMessage(), e);
        }
        isSettled = true;
        reservedCheckpoint = checkpoint;
        nextAttempt = attempt;
        attempts = Map.copyOf(ofRegions);
    }

    private void requireSettled() throws IOException {
        if (isSettled) {
            return;
        }
        try {
            settle();
        } catch (DamagedCheckpointException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What was reserved in vain is left out. */
    private void settle() throws IOException, DamagedCheckpointException {
        String text = page.settle();
        try {
            LinesReader lines = new LinesReader(text);
            take(lines.number("checkpoint"), lines.number("attempt"), regions(lines));
        } catch (IllegalArgumentException e) {
            throw Damage.of(page.location(), String.valueOf(e.getMessage()));
        }
        isSettled = true;
    }

    private void take(long checkpoint, long attempt, Map<Integer, Long> ofRegions) {
        if (checkpoint < reservedCheckpoint || attempt < nextAttempt) {
            throw new IllegalArgumentException("Numbers have gone back: checkpoint=" + checkpoint + ", attempt="
                    + attempt + ", reservedCheckpoint=" + reservedCheckpoint + ", nextAttempt=" + nextAttempt);
        }
        nextCheckpoint = checkpoint > reservedCheckpoint ? checkpoint : nextCheckpoint;
        nextAttempt = attempt;
        reservedCheckpoint = checkpoint;
        attempts = Map.copyOf(ofRegions);
    }

    /**
     * Reads the last attempt of each region from a page.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Map<Integer, Long> attempts(String text) {
        return regions(new LinesReader(text));
    }

    private static Map<Integer, Long> regions(LinesReader lines) {
        Map<Integer, Long> regions = new TreeMap<>();
        lines.all(REGION).forEach((region, attempt) -> regions.put(Integer.parseInt(region), Long.parseLong(attempt)));
        return regions;
    }

    private static String text(long checkpoint, long attempt, Map<Integer, Long> ofRegions) {
        LinesWriter lines = new LinesWriter().put("checkpoint", checkpoint).put("attempt", attempt);
        ofRegions.forEach((region, started) -> lines.put(REGION + region, started));
        return lines.toString();
    }
}

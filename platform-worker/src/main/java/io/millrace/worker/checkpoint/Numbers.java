package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.util.function.LongPredicate;

/**
 * The numbers that were given to checkpoints and attempts. The page holds the first that are not reserved; numbers are
 * reserved in blocks before they are given, so a crash leaves a gap and repeats none.
 *
 * <p><b>Thread.</b> May be used by several at once.
 */
final class Numbers {

    /** What the page holds before any was given. */
    static final String UNTOUCHED = text(1, 1);

    private static final int RESERVED = 32;

    private final Ledger.Page page;

    /** The first that is given in this life. */
    private long firstCheckpoint;

    private long nextCheckpoint;
    private long nextAttempt;
    private long reservedCheckpoint;
    private long reservedAttempt;

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
            reserve(RESERVED, 0);
        }
        return nextCheckpoint++;
    }

    synchronized long nextAttempt() throws IOException {
        if (nextAttempt == reservedAttempt) {
            reserve(0, RESERVED);
        }
        return nextAttempt++;
    }

    private void reserve(int checkpoints, int attempts) throws IOException {
        try {
            if (!isSettled) {
                settle();
            }
            long checkpoint = reservedCheckpoint + checkpoints;
            long attempt = reservedAttempt + attempts;
            isSettled = false;
            page.replace(text(checkpoint, attempt));
            isSettled = true;
            reservedCheckpoint = checkpoint;
            reservedAttempt = attempt;
        } catch (DamagedCheckpointException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What was reserved in vain is left out. */
    private void settle() throws IOException, DamagedCheckpointException {
        String text = page.settle();
        try {
            LinesReader lines = new LinesReader(text);
            take(lines.number("checkpoint"), lines.number("attempt"));
        } catch (IllegalArgumentException e) {
            throw Damage.of(page.location(), String.valueOf(e.getMessage()));
        }
        isSettled = true;
    }

    private void take(long checkpoint, long attempt) {
        if (checkpoint < reservedCheckpoint || attempt < reservedAttempt) {
            throw new IllegalArgumentException("Numbers have gone back: checkpoint=" + checkpoint + ", attempt="
                    + attempt + ", reservedCheckpoint=" + reservedCheckpoint + ", reservedAttempt=" + reservedAttempt);
        }
        nextCheckpoint = checkpoint > reservedCheckpoint ? checkpoint : nextCheckpoint;
        nextAttempt = attempt > reservedAttempt ? attempt : nextAttempt;
        reservedCheckpoint = checkpoint;
        reservedAttempt = attempt;
    }

    private static String text(long checkpoint, long attempt) {
        return new LinesWriter()
                .put("checkpoint", checkpoint)
                .put("attempt", attempt)
                .toString();
    }
}

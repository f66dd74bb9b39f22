package io.millrace.worker.checkpoint;

import java.io.IOException;

/**
 * The numbers that were given to checkpoints and attempts. The file holds the first that are not reserved; numbers are
 * reserved in blocks before they are given, so a crash leaves a gap and repeats none.
 *
 * <p><b>Thread.</b> May be used by several at once.
 */
final class Numbers {

    private static final int RESERVED = 32;

    private final TextFile file;

    private long nextCheckpoint;
    private long nextAttempt;
    private long reservedCheckpoint;
    private long reservedAttempt;

    private Numbers(TextFile file, long checkpoint, long attempt) {
        this.file = file;
        this.nextCheckpoint = checkpoint;
        this.nextAttempt = attempt;
        this.reservedCheckpoint = checkpoint;
        this.reservedAttempt = attempt;
    }

    /** Begins them, in a folder where nothing was ever given. */
    static Numbers begin(TextFile file) throws IOException, DamagedCheckpointException {
        Numbers numbers = new Numbers(file, 1, 1);
        numbers.keep(1, 1);
        return numbers;
    }

    static Numbers read(TextFile file) throws IOException, DamagedCheckpointException {
        String text = file.read();
        try {
            LinesReader lines = new LinesReader(text);
            return new Numbers(file, lines.number("checkpoint"), lines.number("attempt"));
        } catch (IllegalArgumentException e) {
            throw Damage.of(file.location(), String.valueOf(e.getMessage()));
        }
    }

    /** Whether none was ever given. */
    synchronized boolean isUntouched() {
        return reservedCheckpoint == 1 && reservedAttempt == 1;
    }

    /** Whether a checkpoint may have this number. */
    synchronized boolean isGivenToCheckpoint(long number) {
        return number > 0 && number < nextCheckpoint;
    }

    synchronized long nextCheckpoint() throws IOException {
        if (nextCheckpoint == reservedCheckpoint) {
            reserve(reservedCheckpoint + RESERVED, reservedAttempt);
        }
        return nextCheckpoint++;
    }

    synchronized long nextAttempt() throws IOException {
        if (nextAttempt == reservedAttempt) {
            reserve(reservedCheckpoint, reservedAttempt + RESERVED);
        }
        return nextAttempt++;
    }

    private void reserve(long checkpoint, long attempt) throws IOException {
        try {
            keep(checkpoint, attempt);
        } catch (DamagedCheckpointException e) {
            throw new IOException(e.getMessage(), e);
        }
        reservedCheckpoint = checkpoint;
        reservedAttempt = attempt;
    }

    private void keep(long checkpoint, long attempt) throws IOException, DamagedCheckpointException {
        file.prepare(new LinesWriter()
                .put("checkpoint", checkpoint)
                .put("attempt", attempt)
                .toString());
        file.replace();
    }
}

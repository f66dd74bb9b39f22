package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The checkpoints that are neither decided nor gone.
 *
 * <p><b>Thread.</b> May be used by several at once.
 */
final class UnderWay {

    private final Numbers numbers;

    /** Those whose folder exists for good. */
    private final Set<Long> begun = new HashSet<>();

    /** Numbers that were given in this life: other processes may write for them. */
    private final Set<Long> given = new HashSet<>();

    /** Those that no pointer names, and whose folder could not be deleted yet. */
    private final Set<Long> doomed = new HashSet<>();

    UnderWay(Numbers numbers) {
        this.numbers = numbers;
    }

    synchronized long next() throws IOException {
        long number = numbers.nextCheckpoint();
        given.add(number);
        return number;
    }

    /** Makes the folder of a checkpoint, unless it is there for good. */
    synchronized void begin(long checkpointId, CheckpointFolder folder) throws IOException {
        requireGiven(checkpointId);
        if (!begun.contains(checkpointId)) {
            folder.make();
            begun.add(checkpointId);
        }
    }

    void requireGiven(long checkpointId) {
        if (!numbers.isGivenToCheckpoint(checkpointId)) {
            throw new IllegalArgumentException("Number was not given to a checkpoint: checkpointId=" + checkpointId
                    + "; take it from nextCheckpoint of the same store");
        }
    }

    /** A checkpoint is decided. */
    synchronized void forget(long decided) {
        begun.remove(decided);
        given.remove(decided);
    }

    /** Some are not to be there any more; yields these, and those that are there all the same. */
    synchronized List<Long> doom(List<Long> gone) {
        doomed.addAll(gone);
        gone.forEach(begun::remove);
        gone.forEach(given::remove);
        return List.copyOf(doomed);
    }

    /** The folder of one is gone. */
    synchronized void bury(long checkpointId) {
        doomed.remove(checkpointId);
    }

    /**
     * Says now of which numbers nothing may be decided any more, unless it is decided already: those of earlier lives, and of
     * this life those that are over. Of numbers that are given from now on, here or by a later leader, that is never said.
     */
    synchronized LongPredicate over() {
        Set<Long> undecided = new HashSet<>(begun);
        undecided.addAll(given);
        return numbers.givenUntilNow().and(number -> !undecided.contains(number));
    }
}

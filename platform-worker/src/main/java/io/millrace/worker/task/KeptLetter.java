package io.millrace.worker.task;

import io.millrace.deadletter.DeadLetter;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is kept, with what its task needs to take the record again. The record itself may be given up when memory
 * is short.
 *
 * <p>A failure may undo that the record was given up, and that it was taken again. What decides is the barrier that came behind
 * either: a restore from its checkpoint, or a later one, undoes nothing.
 *
 * <p><b>Thread.</b> What changes is guarded by the log.
 */
final class KeptLetter {

    /** No failure can undo it. */
    static final long SURE = 0;

    /** No barrier has come behind it yet. */
    static final long NO_BARRIER = Long.MAX_VALUE;

    private final long number;
    private final DeadLetter letter;
    private final Replays.@Nullable Place place;
    private final @Nullable SoftReference<Attempt> again;
    private boolean isUnderWay;
    private long writtenBefore;
    private long takenBefore;

    /**
     * Keeps a letter.
     *
     * @param number its number, which no other letter of the topology has in this process
     * @param place where the record can be taken again, or null if it can nowhere
     * @param again how it is taken again, or null if it cannot be
     */
    KeptLetter(long number, DeadLetter letter, Replays.@Nullable Place place, @Nullable Attempt again) {
        this.number = number;
        this.letter = letter;
        this.place = place;
        this.again = again == null ? null : new SoftReference<>(again);
    }

    long number() {
        return number;
    }

    DeadLetter letter() {
        return letter;
    }

    /** Where the record can be taken again, or null if it can nowhere. */
    Replays.@Nullable Place place() {
        return place;
    }

    /** How the record is taken again, or null if that cannot be done any more. */
    @Nullable
    Attempt again() {
        return again == null ? null : again.get();
    }

    /** Whether it could ever be taken again. */
    boolean isOfOneRecord() {
        return again != null;
    }

    /** Whether a task has it, and has not yet made sure of what came of it. */
    boolean isUnderWay() {
        return isUnderWay;
    }

    void isUnderWay(boolean isSo) {
        isUnderWay = isSo;
    }

    /** Barrier that came behind the record when it was given up, {@link #SURE} or {@link #NO_BARRIER}. */
    long writtenBefore() {
        return writtenBefore;
    }

    void writtenBefore(long barrier) {
        writtenBefore = barrier;
    }

    /** Barrier that came behind the record when it was taken again, {@link #SURE} if it was not, or {@link #NO_BARRIER}. */
    long takenBefore() {
        return takenBefore;
    }

    void takenBefore(long barrier) {
        takenBefore = barrier;
    }
}

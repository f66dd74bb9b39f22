package io.millrace.worker.task;

import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.snapshot.TableReader;
import io.millrace.worker.state.StateBackend;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the tasks of a topology take part in checkpoints.
 *
 * @param areKept whether tasks give snapshots, and stay after their end until they are let go; otherwise barriers that come
 *     all the same are only passed on
 * @param isAligning whether an input that is ahead waits for the others, so that a cut holds each record once; without it
 *     some records count twice after a restore, and none is lost
 * @param listener hears of their cuts
 * @param codecs codecs of keys and state
 * @param restored what they go on from, or null to begin anew
 * @param clockNanos time for measuring how long a cut takes
 * @param backend where their keyed state lies, with or without checkpoints
 * @param tables reads what another backend has left in files
 * @param interval time between the starts of two checkpoints, or null if that is not known
 */
public record Checkpoints(
        boolean areKept,
        boolean isAligning,
        CutListener listener,
        Codecs codecs,
        @Nullable Restored restored,
        LongSupplier clockNanos,
        StateBackend backend,
        TableReader tables,
        @Nullable Duration interval) {

    /** Nobody asks for barriers, nothing is kept. */
    public static final Checkpoints NONE =
            new Checkpoints(false, true, CutListener.NOBODY, new NoCodecs(), null, () -> 0);

    /** With keyed state on the heap. */
    public Checkpoints(
            boolean areKept,
            boolean isAligning,
            CutListener listener,
            Codecs codecs,
            @Nullable Restored restored,
            LongSupplier clockNanos) {
        this(areKept, isAligning, listener, codecs, restored, clockNanos, StateBackend.HEAP, TableReader.NONE, null);
    }

    /** With keyed state somewhere else. */
    public Checkpoints withBackend(StateBackend other) {
        return new Checkpoints(areKept, isAligning, listener, codecs, restored, clockNanos, other, tables, interval);
    }

    /** With something that reads the files of tables. */
    public Checkpoints withTables(TableReader other) {
        return new Checkpoints(areKept, isAligning, listener, codecs, restored, clockNanos, backend, other, interval);
    }

    /** With so much time between the starts of two checkpoints. */
    public Checkpoints withInterval(Duration other) {
        return new Checkpoints(areKept, isAligning, listener, codecs, restored, clockNanos, backend, tables, other);
    }
}

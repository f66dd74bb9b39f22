package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * Which checkpoints of a topology are decided, as its ledger has it.
 *
 * <p><b>Thread.</b> May be used by several at once; one at a time decides.
 */
final class Decisions implements AutoCloseable {

    private final Ledger ledger;
    private final String topology;
    private final String folder;
    private Pointer pointer;

    /** Whether the pointer at hand is the one that stays. */
    private boolean isSettled;

    private boolean isClosed;

    /**
     * Takes a ledger over.
     *
     * @param folder where the checkpoints are, for messages
     */
    Decisions(Ledger ledger, String topology, String folder) {
        this.ledger = ledger;
        this.topology = topology;
        this.folder = folder;
        this.pointer = Pointer.empty(topology);
    }

    /** The pointer that a crash would leave, too. */
    synchronized Pointer settled() throws IOException, DamagedCheckpointException {
        requireOpen();
        if (!isSettled) {
            Ledger.Page page = ledger.pointer();
            Pointer found = Pointer.parsed(page.location(), page.settle());
            if (!found.topology().equals(topology)) {
                throw CheckpointFolder.otherTopology(page.location(), found.topology(), topology);
            }
            pointer = found;
            isSettled = true;
        }
        return pointer;
    }

    /** The same, for those who do not tell damage from failure. */
    Pointer pointer() throws IOException {
        try {
            return settled();
        } catch (DamagedCheckpointException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Has the pointer read again before it is used. */
    synchronized void doubt() {
        isSettled = false;
    }

    /** Makes the next pointer the one that counts. If that fails it is read again before it is used. */
    synchronized void decide(UnaryOperator<Pointer> step) throws IOException, DamagedCheckpointException {
        Pointer next = step.apply(settled());
        isSettled = false;
        ledger.pointer().replace(next.text());
        pointer = next;
        isSettled = true;
    }

    /** The same, for those who do not tell damage from failure. */
    void decideUndamaged(UnaryOperator<Pointer> step) throws IOException {
        try {
            decide(step);
        } catch (DamagedCheckpointException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What is decided of a checkpoint, which has to be in a pointer. */
    Pointer.Entry required(Pointer current, long checkpointId) throws IOException {
        return current.find(checkpointId)
                .orElseThrow(() -> new IOException("Checkpoint is not there: checkpointId=" + checkpointId + ", folder="
                        + folder + "; choose one that is listed"));
    }

    void requireUndecided(long checkpointId) throws IOException {
        if (pointer().find(checkpointId).isPresent()) {
            throw new IllegalStateException("Checkpoint is decided: checkpointId=" + checkpointId
                    + "; let retention delete it, or take another number");
        }
    }

    synchronized void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("Store of checkpoints is closed: folder=" + folder);
        }
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            ledger.close();
        }
    }
}

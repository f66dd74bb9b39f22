package io.millrace.control;

/**
 * What a topology goes on from when it is started.
 *
 * @param kind which of the three it is
 * @param checkpointId number of the checkpoint or savepoint, or 0 for the other kinds
 */
public record StartFrom(Kind kind, long checkpointId) {

    /**
     * The last checkpoint, if there is one and the topology has not finished since. A run that was begun with something else, and
     * was stopped before its first checkpoint, is begun once more as it was.
     */
    public static final StartFrom LAST = new StartFrom(Kind.LAST, 0);

    /** Nothing: it begins anew. What is kept of it stays. */
    public static final StartFrom NOTHING = new StartFrom(Kind.NOTHING, 0);

    /** Checks the number. */
    public StartFrom {
        if ((kind == Kind.CHECKPOINT) != (checkpointId > 0)) {
            throw new IllegalArgumentException("Number of a checkpoint is out of range: checkpoint=" + checkpointId
                    + "; name one that is kept, 1 or more");
        }
    }

    /** A checkpoint or savepoint that is kept. */
    public static StartFrom checkpoint(long checkpointId) {
        return new StartFrom(Kind.CHECKPOINT, checkpointId);
    }

    /** What it may be. */
    public enum Kind {
        /** The last checkpoint. */
        LAST,
        /** A checkpoint or savepoint that is named. */
        CHECKPOINT,
        /** Nothing. */
        NOTHING
    }
}

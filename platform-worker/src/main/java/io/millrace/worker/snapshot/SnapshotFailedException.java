package io.millrace.worker.snapshot;

/** State could not be encoded; the message names operator and state. */
public final class SnapshotFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private SnapshotFailedException(String message, RuntimeException cause) {
        super(message, cause);
    }

    SnapshotFailedException(String operator, String state, RuntimeException cause) {
        super(
                "State cannot be written: operator=" + operator + ", state=" + state + ", cause=" + cause
                        + "; correct the type, or give it a serializer with TopologyBuilder.serializer",
                cause);
    }

    /** Files that were frozen can be read no longer. */
    static SnapshotFailedException ofFiles(TaskId task, IllegalStateException cause) {
        return new SnapshotFailedException(
                "Frozen files cannot be read: task=" + task + ", cause=" + cause.getMessage()
                        + "; the next checkpoint begins anew",
                cause);
    }

    /** What was frozen can be read no longer. */
    static SnapshotFailedException ofView(String operator, String state, IllegalStateException cause) {
        return new SnapshotFailedException(
                "Frozen state cannot be read: operator=" + operator + ", state=" + state + ", cause="
                        + cause.getMessage() + "; the next checkpoint begins anew",
                cause);
    }
}

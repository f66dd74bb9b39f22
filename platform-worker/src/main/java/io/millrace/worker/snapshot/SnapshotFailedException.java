package io.millrace.worker.snapshot;

/** State could not be encoded; the message names operator and state. */
public final class SnapshotFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SnapshotFailedException(String operator, String state, RuntimeException cause) {
        super(
                "State cannot be written: operator=" + operator + ", state=" + state + ", cause=" + cause
                        + "; correct the type, or give it a serializer with TopologyBuilder.serializer",
                cause);
    }
}

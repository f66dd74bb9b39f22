package io.millrace.worker.task;

import java.util.List;

/** A task cannot take back the state that a checkpoint holds; the message names the checkpoint and what is wrong. */
public final class RestoreFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> operators;

    RestoreFailedException(List<String> operators, long checkpointId, Exception cause) {
        super(
                "State cannot be restored: operators=" + operators + ", checkpoint=" + checkpointId + "; "
                        + cause.getMessage(),
                cause);
        this.operators = List.copyOf(operators);
    }

    /** Names of the operators whose state it is. */
    public List<String> operators() {
        return operators;
    }
}

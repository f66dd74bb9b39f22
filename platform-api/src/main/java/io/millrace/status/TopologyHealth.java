package io.millrace.status;

/** How well a topology is, in one word. */
public enum TopologyHealth {
    /** It runs, or is about to. */
    RUNNING,
    /** It runs, and something needs attention: a call of user code does not return, or checkpoints come to nothing. */
    DEGRADED,
    /** It does not run, and is being brought back. */
    RECOVERING,
    /** It does not run, because it failed. */
    FAILED,
    /** It does not run, and is not meant to: it was stopped, has finished, or was never started. */
    ENDED;

    /** The health that a status shows. */
    public static TopologyHealth of(TopologyStatus status) {
        return switch (status.state()) {
            case STARTING, RUNNING ->
                status.stuck().isEmpty() && status.checkpoints().failedInARow() == 0 ? RUNNING : DEGRADED;
            case RECOVERING -> RECOVERING;
            case STOPPING, STOPPED, FINISHED -> ENDED;
            case FAILED -> FAILED;
        };
    }
}

package io.millrace.status;

/** How well a topology is, in one word. */
public enum TopologyHealth {
    /** It runs, or is about to. */
    RUNNING,
    /**
     * It runs, and something needs attention: a call of user code does not return, a server does not answer, or checkpoints
     * come to nothing.
     */
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
            case STARTING, RUNNING -> isAtEase(status) ? RUNNING : DEGRADED;
            case RECOVERING -> RECOVERING;
            case STOPPING, STOPPED, FINISHED -> ENDED;
            case FAILED -> FAILED;
        };
    }

    private static boolean isAtEase(TopologyStatus status) {
        return status.stuck().isEmpty()
                && status.troubles().isEmpty()
                && status.checkpoints().failedInARow() == 0;
    }
}

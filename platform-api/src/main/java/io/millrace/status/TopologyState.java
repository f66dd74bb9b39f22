package io.millrace.status;

/** Where a topology is in its life. */
public enum TopologyState {
    /** Its operators are being opened. */
    STARTING,
    /** Records flow, or could. */
    RUNNING,
    /** A task has failed, and the part of the topology that hangs together with it is being brought back. */
    RECOVERING,
    /** It was told to stop, and its tasks are going out of work. */
    STOPPING,
    /** It was stopped before the end of its sources. */
    STOPPED,
    /** All sources have ended and all results are out. */
    FINISHED,
    /** An operator failed; the failure names it. */
    FAILED;

    /** Whether nothing more will happen. */
    public boolean isTerminal() {
        return this == STOPPED || this == FINISHED || this == FAILED;
    }
}

package io.millrace.worker.supervise;

/** What a failure of tasks says about starting them again. */
public enum FailureKind {
    /** The code, or what it works with, has failed. It may do so again: each restart is paid for. */
    TASK,
    /**
     * The tasks were well, and what they ran on was lost: a process, or the way to it. They are started again however often that
     * happens.
     */
    LOSS,
    /** They would fail again, however often they were started. */
    FINAL
}

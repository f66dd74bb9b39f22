package io.millrace.benchmark.killed;

/** Where a process is made to die. */
enum FaultPoint {
    /** A file of a snapshot is written in part. */
    WRITING_SNAPSHOT,
    /** All sinks have prepared, and nothing is decided. */
    BEFORE_DECISION,
    /** The pointer names the checkpoint, and no sink has heard of it. */
    AFTER_DECISION,
    /** One sink shows what the checkpoint holds, and another does not yet. */
    BETWEEN_COMMITS,
    /** A sink shows what the checkpoint holds, and nobody has heard of it. */
    AFTER_COMMIT,
    /** A task reads what a checkpoint holds. */
    RESTORING_STATE,
    /** A sink is about to commit what an earlier process has prepared. */
    RECOVERING_SINK
}

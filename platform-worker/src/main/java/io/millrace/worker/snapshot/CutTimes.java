package io.millrace.worker.snapshot;

/**
 * How long a task was held up by a barrier.
 *
 * @param alignmentNanos from the barrier's coming on the first input to its coming on the last
 * @param freezeNanos from then to the task's going on
 */
public record CutTimes(long alignmentNanos, long freezeNanos) {}

package io.millrace.worker.plan;

/** Says which executor runs a task. A pure function, the same in every process of a topology. */
@FunctionalInterface
public interface Placement {

    /** Number of the executor of a task, given by the number of its stage and its number there. */
    int executorOf(int stage, int task);

    /** Deals the tasks of each stage to executors in turn, so that task i of two stages is in the same place. */
    static Placement inTurn(int executors) {
        return (stage, task) -> task % executors;
    }
}

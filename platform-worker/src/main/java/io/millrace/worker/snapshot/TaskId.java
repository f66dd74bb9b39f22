package io.millrace.worker.snapshot;

import java.util.List;

/**
 * Names a task of a topology.
 *
 * @param stage number of its stage
 * @param operators names of its operators, the first being the root
 * @param task number among the tasks of the stage
 * @param parallelism number of tasks of the stage
 */
public record TaskId(int stage, List<String> operators, int task, int parallelism) {

    /** Keeps its own copy of the names. */
    public TaskId {
        operators = List.copyOf(operators);
    }

    /** Name of its file in a checkpoint. */
    public String file() {
        return "stage-" + stage + "-task-" + task;
    }

    @Override
    public String toString() {
        return operators.get(0) + "/" + task;
    }
}

package io.millrace.kafka.source;

import io.millrace.operator.TaskContext;

/**
 * The task that a fetcher works for.
 *
 * @param topology name of the topology
 * @param operator name of the step
 * @param index number of the task
 * @param parallelism number of tasks of the step
 */
record SourceTask(String topology, String operator, int index, int parallelism) {

    static SourceTask of(TaskContext context) {
        return new SourceTask(context.topology(), context.operatorName(), context.taskIndex(), context.parallelism());
    }

    /** Name of its clients among those of the process. */
    String clientName() {
        return topology + '-' + operator + '-' + index;
    }
}

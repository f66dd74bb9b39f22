package io.millrace.worker.task;

import io.millrace.topology.StepSpec;
import io.millrace.worker.plan.PlanNode;
import io.millrace.worker.plan.Stage;
import java.util.HashSet;
import java.util.Set;

/**
 * Tasks that are known, before anything runs, never to send a record: those of a source that has fewer splits than tasks,
 * and those that read from nobody else. Their readers take them as ended from the beginning, so that which records are
 * late does not hang on how soon such a task is called for the first time.
 */
final class EmptyTasks {

    private final Set<Id> empty = new HashSet<>();

    /** Notes a task that takes no record, if it cannot make one of nothing either. */
    void add(Stage stage, int task) {
        if (stage.nodes().stream().allMatch(EmptyTasks::emitsOnlyForRecords)) {
            empty.add(new Id(stage, task));
        }
    }

    boolean contains(Stage stage, int task) {
        return empty.contains(new Id(stage, task));
    }

    private static boolean emitsOnlyForRecords(PlanNode node) {
        StepSpec spec = node.step().spec();
        return spec instanceof StepSpec.ReadSource
                || spec instanceof StepSpec.MapValues
                || spec instanceof StepSpec.FilterValues
                || spec instanceof StepSpec.FlatMapValues
                || spec instanceof StepSpec.WindowAggregate
                || spec instanceof StepSpec.WriteSink;
    }

    private record Id(Stage stage, int task) {}
}

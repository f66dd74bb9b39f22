package io.millrace.worker.task;

import io.millrace.source.DiscoveringSource;
import io.millrace.topology.StepSpec;
import io.millrace.worker.plan.Exchange;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.PlanNode;
import io.millrace.worker.plan.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tasks that are known, before anything runs, never to send a record: those of a source that has fewer splits than tasks,
 * and those that read from nobody else. Their readers take them as ended from the beginning, so that which records are
 * late does not hang on how soon such a task is called for the first time.
 */
final class EmptyTasks {

    private final Set<Id> empty = new HashSet<>();

    /** Finds them; stages come after those that they read from. */
    EmptyTasks(Plan plan, SourceSplits splits) {
        for (Stage stage : plan.stages()) {
            List<Exchange> inputs = plan.into(stage);
            for (int task = 0; task < stage.parallelism(); task++) {
                boolean takesNothing = stage.nodes().get(0).step().spec() instanceof StepSpec.ReadSource read
                        ? !(read.source() instanceof DiscoveringSource<?>)
                                && splits.of(stage, task).isEmpty()
                        : areEmpty(inputs, task);
                // It may not make a record of nothing either.
                if (takesNothing && stage.nodes().stream().allMatch(EmptyTasks::emitsOnlyForRecords)) {
                    empty.add(new Id(stage, task));
                }
            }
        }
    }

    boolean contains(Stage stage, int task) {
        return empty.contains(new Id(stage, task));
    }

    private boolean areEmpty(List<Exchange> inputs, int task) {
        for (Exchange exchange : inputs) {
            Stage from = exchange.from().stage();
            for (int i = 0; i < from.parallelism(); i++) {
                if ((!exchange.isOneToOne() || i == task) && !contains(from, i)) {
                    return false;
                }
            }
        }
        return true;
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

package io.millrace.worker.task;

import io.millrace.worker.exchange.RemoteChannels;
import io.millrace.worker.plan.Placement;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Stage;
import io.millrace.worker.snapshot.TaskId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the tasks of one start of a region are.
 *
 * @param self number of this executor
 * @param placement says who runs which task
 * @param attempt number of the start
 * @param channels makes the channels to and from other executors; null if there are none
 * @param lease binds those that need one
 */
public record TaskPlaces(
        int self,
        Placement placement,
        long attempt,
        @Nullable RemoteChannels channels,
        Lease lease) {

    /** All tasks are here. */
    public static final TaskPlaces LOCAL = new TaskPlaces(0, (stage, task) -> 0, 0, null, Lease.ENDLESS);

    /** Whether a task is here. */
    boolean isHere(Stage stage, int task) {
        return executorOf(stage, task) == self;
    }

    /** Number of the executor of a task. */
    int executorOf(Stage stage, int task) {
        return placement.executorOf(stage.number(), task);
    }

    /** Names of the tasks of a plan that an executor runs. */
    public static List<TaskId> tasksOf(Plan plan, Placement placement, int executor) {
        List<TaskId> ids = new ArrayList<>();
        for (Stage stage : plan.stages()) {
            for (int task = 0; task < stage.parallelism(); task++) {
                if (placement.executorOf(stage.number(), task) == executor) {
                    ids.add(idOf(stage, task));
                }
            }
        }
        return ids;
    }

    /** Name of a task. */
    static TaskId idOf(Stage stage, int task) {
        List<String> operators = stage.nodes().stream()
                .map(node -> node.step().name())
                .distinct()
                .toList();
        return new TaskId(stage.number(), operators, task, stage.parallelism());
    }
}

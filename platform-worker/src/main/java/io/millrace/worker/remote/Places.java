package io.millrace.worker.remote;

import io.millrace.worker.plan.Placement;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Stage;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.task.TaskPlaces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Which task of a plan runs where, as text for messages and the other way round. */
final class Places {

    private Places() {}

    /** Number of the executor of each task, by stage. */
    static Map<Integer, List<Integer>> of(Plan plan, Placement placement) {
        Map<Integer, List<Integer>> places = new TreeMap<>();
        for (Stage stage : plan.stages()) {
            places.put(
                    stage.number(),
                    IntStream.range(0, stage.parallelism())
                            .mapToObj(task -> placement.executorOf(stage.number(), task))
                            .toList());
        }
        return places;
    }

    /** The placement that was written down. */
    static Placement read(Map<Integer, List<Integer>> places) {
        return (stage, task) -> {
            List<Integer> executors = places.get(stage);
            if (executors == null || task >= executors.size()) {
                throw new IllegalArgumentException(
                        "Place of a task is not known: stage=" + stage + ", task=" + task + ", places=" + places);
            }
            return executors.get(task);
        };
    }

    /** The executors of the slices of a plan: of the first task of each step, of the second, and so on. */
    static List<Integer> slices(Collection<Map<Integer, List<Integer>>> places) {
        List<Integer> slices = new ArrayList<>();
        places.stream().flatMap(each -> each.values().stream()).forEach(executors -> {
            for (int task = 0; task < executors.size(); task++) {
                if (task == slices.size()) {
                    slices.add(executors.get(task));
                }
            }
        });
        return slices;
    }

    /** The executors that run some task. */
    static Set<Integer> executors(Plan plan, Placement placement) {
        Set<Integer> executors = new TreeSet<>();
        of(plan, placement).values().forEach(executors::addAll);
        return executors;
    }

    /** The tasks of each executor. */
    static Map<Integer, List<TaskId>> tasks(Plan plan, Placement placement) {
        Map<Integer, List<TaskId>> tasks = new TreeMap<>();
        executors(plan, placement)
                .forEach(executor -> tasks.put(executor, TaskPlaces.tasksOf(plan, placement, executor)));
        return tasks;
    }
}

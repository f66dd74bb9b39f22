package io.millrace.master.live;

import io.millrace.control.TopologyView;
import io.millrace.master.bottleneck.Bottleneck;
import io.millrace.master.bottleneck.Bottleneck.Cause;
import io.millrace.master.bottleneck.Bottleneck.Verdict;
import io.millrace.master.bottleneck.BottleneckRule;
import io.millrace.master.bottleneck.Sentence;
import io.millrace.master.bottleneck.StepEdge;
import io.millrace.master.bottleneck.TaskLoad;
import io.millrace.status.TopologyState;
import java.util.List;
import java.util.stream.Stream;

/**
 * What holds a topology back, over the last few seconds.
 *
 * @param verdict whether anything does
 * @param cause why, as far as figures tell
 * @param sentence all of it in words, with names of steps in backticks
 * @param operators steps that are at fault, or the busiest ones; those that are fused are one thing
 * @param holdsBack steps that wait for them
 * @param busy share of its time in which the busiest task of these was at work
 * @param tasks how many tasks run the steps
 * @param hotTasks how many of these have next to no time left
 */
public record BottleneckResource(
        Verdict verdict,
        Cause cause,
        String sentence,
        List<String> operators,
        List<String> holdsBack,
        double busy,
        int tasks,
        int hotTasks) {

    static BottleneckResource of(TopologyView view, List<TaskResource> tasks) {
        TopologyState state = view.status().state();
        boolean isUp = state == TopologyState.RUNNING || state == TopologyState.STOPPING;
        Bottleneck found = BottleneckRule.find(isUp ? loads(tasks) : List.of(), edges(view));
        return new BottleneckResource(
                found.verdict(),
                found.cause(),
                Sentence.of(found),
                found.steps(),
                found.holdsBack().stream().flatMap(List::stream).distinct().toList(),
                OperatorLoadResource.rounded(found.busy()),
                found.tasks(),
                found.hotTasks());
    }

    private static List<TaskLoad> loads(List<TaskResource> tasks) {
        return tasks.stream().flatMap(BottleneckResource::load).toList();
    }

    private static Stream<TaskLoad> load(TaskResource task) {
        Double busy = task.busy();
        Double credit = task.waitingForCredit();
        Double thread = task.waitingForThread();
        Double records = task.recordsInPerSecond();
        Double fill = task.queueFill();
        if (busy == null || credit == null || thread == null) {
            return Stream.empty();
        }
        return Stream.of(new TaskLoad(
                task.stage(),
                task.task(),
                task.operators(),
                busy,
                credit,
                thread,
                records == null ? 0 : records,
                fill == null ? 0 : fill));
    }

    private static List<StepEdge> edges(TopologyView view) {
        return view.description().steps().stream()
                .flatMap(step -> step.inputs().stream()
                        .map(input -> new StepEdge(
                                input.from(), step.name(), input.partitioning().equals("keyed"))))
                .toList();
    }
}

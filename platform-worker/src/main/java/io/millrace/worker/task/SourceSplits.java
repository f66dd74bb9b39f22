package io.millrace.worker.task;

import io.millrace.source.Source;
import io.millrace.topology.StepSpec;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Stage;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The splits that the sources of a plan had when they were asked, by the number of the stage. They are asked once for all
 * tasks, wherever these are: what is there may change between two questions.
 *
 * @param ofStage names of splits, in the order in which they are dealt to tasks
 */
public record SourceSplits(Map<Integer, List<String>> ofStage) {

    /** Keeps its own copy, in an order that is the same in all processes. */
    public SourceSplits {
        ofStage = Collections.unmodifiableMap(new TreeMap<>(ofStage));
    }

    /**
     * Asks the sources of a plan.
     *
     * @throws SourceUnavailableException if one does not say what its splits are
     */
    public static SourceSplits ask(Plan plan) {
        Map<Integer, List<String>> found = new HashMap<>();
        for (Stage stage : plan.stages()) {
            if (stage.nodes().get(0).step().spec() instanceof StepSpec.ReadSource read) {
                found.put(stage.number(), splits(plan, stage, read.source()));
            }
        }
        return new SourceSplits(found);
    }

    /** Those of one task. */
    List<String> of(Stage stage, int task) {
        List<String> all = ofStage.getOrDefault(stage.number(), List.of());
        return IntStream.range(0, all.size())
                .filter(i -> i % stage.parallelism() == task)
                .mapToObj(all::get)
                .toList();
    }

    private static List<String> splits(Plan plan, Stage stage, Source<?> source) {
        try {
            return List.copyOf(source.splits());
        } catch (Exception e) {
            throw new SourceUnavailableException(
                    plan.topology().name(), stage.nodes().get(0).step().name(), e);
        }
    }
}

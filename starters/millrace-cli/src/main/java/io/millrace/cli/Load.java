package io.millrace.cli;

import io.millrace.cli.json.Doc;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of one operator have to do; what no task knows is null. Operators of one stage are run by the same tasks,
 * and share their load.
 *
 * @param tasks how many there are
 * @param busy share of the time in which they work, on the average
 * @param waitingForCredit share in which they cannot give away what they have, on the average
 * @param waitingForThread share in which they wait for their turn, on the average
 * @param idle share in which they have nothing to do, on the average
 * @param queueFill how full the fullest of their queues are
 * @param lagMillis how far the last of them is behind
 */
record Load(
        int tasks,
        @Nullable Double busy,
        @Nullable Double waitingForCredit,
        @Nullable Double waitingForThread,
        @Nullable Double idle,
        @Nullable Double queueFill,
        @Nullable Double lagMillis) {

    /** The load of an operator, from all tasks of its topology. */
    static Load of(String operator, List<Doc> tasks) {
        List<Doc> own = tasks.stream()
                .filter(task -> task.texts("operators").contains(operator))
                .toList();
        return new Load(
                own.size(),
                average(own, "busy"),
                average(own, "waitingForCredit"),
                average(own, "waitingForThread"),
                average(own, "idle"),
                over(own, "queueFill", values -> values.max().orElse(0)),
                over(own, "watermarkLagMillis", values -> values.max().orElse(0)));
    }

    private static @Nullable Double average(List<Doc> tasks, String field) {
        return over(tasks, field, values -> values.average().orElse(0));
    }

    private static @Nullable Double over(List<Doc> tasks, String field, ToDoubleFunction<DoubleStream> function) {
        List<Double> known = tasks.stream()
                .map(task -> task.number(field))
                .filter(Objects::nonNull)
                .toList();
        return known.isEmpty()
                ? null
                : (Double) function.applyAsDouble(known.stream().mapToDouble(Double::doubleValue));
    }
}

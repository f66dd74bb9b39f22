package io.millrace.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric over time, of a task or of all tasks of a stage.
 *
 * @param stage name of the stage
 * @param operator name of the operator, or null if the metric is one of tasks
 * @param task number of the task, or null for all
 * @param points the oldest first; what is not known is left out
 */
public record MetricSeries(
        String stage, @Nullable String operator, @Nullable Integer task, List<Point> points) {

    /** Keeps its own copy. */
    public MetricSeries {
        points = List.copyOf(points);
    }

    /**
     * A moment.
     *
     * @param atMillis begin of the step, since 1970
     * @param value the number; of a distribution its median
     * @param distribution the rest of a distribution, or null if the metric is none
     */
    public record Point(
            long atMillis, double value, @Nullable Distribution distribution) {}

    /**
     * How often which numbers occurred, within 1 %, the greatest within 2 %.
     *
     * @param count how many there were
     * @param p50 half of them were not more
     * @param p90 nine of ten were not more
     * @param p99 99 of a hundred were not more
     * @param p999 999 of a thousand were not more
     * @param max the greatest
     */
    public record Distribution(long count, double p50, double p90, double p99, double p999, double max) {}
}

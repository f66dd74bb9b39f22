package io.millrace.metric;

import java.util.List;

/**
 * A metric over time.
 *
 * @param metric the metric
 * @param stepSeconds time between two points
 * @param series stage by stage, operator by operator, task by task
 * @param silentMembers numbers of the members that have not answered; what they know is missing
 */
public record MetricHistory(Metric metric, int stepSeconds, List<MetricSeries> series, List<Integer> silentMembers) {

    /** Keeps its own copies. */
    public MetricHistory {
        series = List.copyOf(series);
        silentMembers = List.copyOf(silentMembers);
    }
}

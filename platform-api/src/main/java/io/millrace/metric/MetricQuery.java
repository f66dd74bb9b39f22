package io.millrace.metric;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know of a metric over time.
 *
 * @param metric the metric
 * @param isByTask whether each task is to be told by itself; else all tasks of a stage are one series
 * @param operator name of an operator that alone is of interest, or null for all
 * @param task number of the task that alone is of interest, or null for all
 * @param fromMillis begin, since 1970
 * @param toMillis end, since 1970; what is later than now counts as now
 * @param stepSeconds time between two points; 0 for as short as makes sense
 */
public record MetricQuery(
        Metric metric,
        boolean isByTask,
        @Nullable String operator,
        @Nullable Integer task,
        long fromMillis,
        long toMillis,
        int stepSeconds) {

    /** Most points of a series; with more the step becomes longer. */
    public static final int MAX_POINTS = 1000;

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if it makes no sense
     */
    public MetricQuery {
        if (fromMillis < 0 || toMillis < fromMillis) {
            throw new IllegalArgumentException("Range of time is empty or before 1970: from=" + fromMillis + ", to="
                    + toMillis + "; give a begin that is before the end");
        }
        if (stepSeconds < 0 || stepSeconds > 86_400) {
            throw new IllegalArgumentException(
                    "Step is out of range: step=" + stepSeconds + "; give 1 to 86400 seconds, or none");
        }
        if (task != null && task < 0) {
            throw new IllegalArgumentException("Number of a task is negative: task=" + task + "; they begin with 0");
        }
    }
}

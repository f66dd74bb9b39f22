package io.millrace.worker.history;

import java.util.Comparator;

/**
 * What a series is of.
 *
 * @param stage name of the stage
 * @param operator name of the operator, or an empty text if the metric is one of tasks
 * @param task number of the task, or {@link Question#ALL}
 */
public record SeriesKey(String stage, String operator, int task) implements Comparable<SeriesKey> {

    private static final Comparator<SeriesKey> ORDER = Comparator.comparing(SeriesKey::stage)
            .thenComparing(SeriesKey::operator)
            .thenComparingInt(SeriesKey::task);

    @Override
    public int compareTo(SeriesKey other) {
        return ORDER.compare(this, other);
    }
}

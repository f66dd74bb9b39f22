package io.millrace.worker.history;

import io.millrace.metric.Metric;
import io.millrace.time.EventTime;
import io.millrace.worker.measure.TaskTimes;
import io.millrace.worker.task.OperatorCounters;
import io.millrace.worker.task.TaskMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which numbers the rows of a task have, and in which order. The first one is the time that a row stands for, in seconds. */
final class Columns {

    /** Where the time of a row is. */
    static final int SECONDS = 0;

    private static final List<Metric> OF_TASKS = List.of(
            Metric.BYTES_IN,
            Metric.BYTES_OUT,
            Metric.BUSY,
            Metric.WAITING_FOR_CREDIT,
            Metric.WAITING_FOR_THREAD,
            Metric.IDLE,
            Metric.QUEUE_FILL,
            Metric.WATERMARK_LAG);
    private static final List<Metric> OF_OPERATORS = List.of(
            Metric.RECORDS_IN, Metric.RECORDS_OUT, Metric.RECORDS_LATE, Metric.RECORDS_FAILED, Metric.STATE_ENTRIES);

    private final List<Column> columns = new ArrayList<>();
    private final List<String> operators;

    Columns(List<String> operators) {
        this.operators = List.copyOf(operators);
        OF_TASKS.forEach(metric -> columns.add(new Column(metric, null)));
        for (String operator : operators) {
            OF_OPERATORS.forEach(metric -> columns.add(new Column(metric, operator)));
        }
    }

    /** Operators that have columns. */
    List<String> operators() {
        return operators;
    }

    /** Number of the column of a metric, or -1 if there is none. */
    int of(Metric metric, @Nullable String operator) {
        int index = columns.indexOf(new Column(metric, operator));
        return index < 0 ? -1 : SECONDS + 1 + index;
    }

    /** Metric of a column, other than that of the time. */
    Metric metric(int column) {
        return columns.get(column - 1 - SECONDS).metric();
    }

    /** How a task was before it did anything. */
    static TaskMetrics nothingOf(TaskMetrics task) {
        return new TaskMetrics(
                task.id(),
                task.stage(),
                task.index(),
                task.operators(),
                new TaskTimes.Spent(0, 0, 0, 0),
                task.counters().stream()
                        .map(counters -> new OperatorCounters.Snapshot(
                                counters.operator(), 0, 0, Map.of(), 0, 0, 0, 0, EventTime.NO_WATERMARK))
                        .toList(),
                0,
                0,
                0,
                0,
                EventTime.NO_WATERMARK,
                Map.of(),
                null);
    }

    /** What happened between two looks at a task. */
    float[] row(TaskMetrics before, TaskMetrics now, double seconds, long nowMillis) {
        float[] row = new float[1 + columns.size()];
        int at = 0;
        row[at++] = (float) seconds;
        row[at++] = rate(before.bytesIn(), now.bytesIn(), seconds);
        row[at++] = rate(before.bytesOut(), now.bytesOut(), seconds);
        TaskTimes.Spent old = before.spent();
        TaskTimes.Spent spent = now.spent();
        double total = Math.max(1, spent.totalNanos() - old.totalNanos());
        row[at++] = share(spent.busyNanos() - old.busyNanos(), total);
        row[at++] = share(spent.creditNanos() - old.creditNanos(), total);
        row[at++] = share(spent.threadNanos() - old.threadNanos(), total);
        row[at++] = share(spent.idleNanos() - old.idleNanos(), total);
        row[at++] = now.queueFillMax() < 0 ? Float.NaN : (float) now.queueFillMax();
        row[at++] = lag(now.watermarkMillis(), nowMillis);
        for (int i = 0; i < operators.size(); i++) {
            at = add(row, at, before.counters().get(i), now.counters().get(i), seconds, now.stateEntries());
        }
        return row;
    }

    private static int add(
            float[] row,
            int from,
            OperatorCounters.Snapshot before,
            OperatorCounters.Snapshot now,
            double seconds,
            Map<String, Long> stateEntries) {
        int at = from;
        row[at++] = rate(before.recordsIn(), now.recordsIn(), seconds);
        row[at++] = rate(out(before), out(now), seconds);
        row[at++] = rate(before.lateRecords(), now.lateRecords(), seconds);
        row[at++] = rate(failed(before), failed(now), seconds);
        long entries = stateEntries.getOrDefault(now.operator(), -1L);
        row[at++] = entries < 0 ? Float.NaN : entries;
        return at;
    }

    private static long out(OperatorCounters.Snapshot counters) {
        long side = counters.sideRecordsOut().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return counters.recordsOut() + side;
    }

    private static long failed(OperatorCounters.Snapshot counters) {
        return counters.skippedRecords() + counters.deadLetters();
    }

    /** A task that was started again counts from the beginning. */
    private static float rate(long before, long now, double seconds) {
        return (float) (Math.max(0, now < before ? now : now - before) / seconds);
    }

    private static float share(long nanos, double total) {
        return (float) Math.max(0, Math.min(1, nanos / total));
    }

    private static float lag(long watermarkMillis, long nowMillis) {
        return EventTime.isValid(watermarkMillis) ? nowMillis - watermarkMillis : Float.NaN;
    }

    private record Column(Metric metric, @Nullable String operator) {}
}

package io.millrace.worker.history;

import io.millrace.worker.measure.Histogram;
import io.millrace.worker.measure.HistogramRecorder;
import io.millrace.worker.measure.TaskTimes;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.task.OperatorCounters;
import io.millrace.worker.task.TaskHistograms;
import io.millrace.worker.task.TaskMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tasks of a stage that reads, counts and writes, as somebody sees them who looks. */
final class Tasks {

    static final String STAGE = "counts+output";
    static final List<String> OPERATORS = List.of("counts", "output");

    private Tasks() {}

    /** A task that has taken so many records, and has been at work for half of so many seconds. */
    static TaskMetrics task(int number, long records, long seconds) {
        return task(number, records, seconds, 0.25, 1_000_000);
    }

    static TaskMetrics task(int number, long records, long seconds, double queueFill, long watermarkMillis) {
        long nanos = seconds * 1_000_000_000;
        return new TaskMetrics(
                new TaskId(1, OPERATORS, number, 4),
                STAGE,
                number,
                OPERATORS,
                new TaskTimes.Spent(nanos / 2, nanos / 4, 0, nanos / 4),
                List.of(counters("counts", records, records / 10), counters("output", records / 10, 0)),
                records * 100,
                records,
                queueFill,
                queueFill,
                watermarkMillis,
                Map.of("counts", records / 2),
                null);
    }

    private static OperatorCounters.Snapshot counters(String operator, long in, long out) {
        return new OperatorCounters.Snapshot(operator, in, out, Map.of("side", out), 0, in / 100, 0, 0, 0);
    }

    /** What it has recorded: processing and ages of so many nanoseconds and microseconds. */
    static LookedAt seen(TaskMetrics metrics, long... values) {
        Histogram recorded = histogram(values);
        return new LookedAt(metrics, new TaskHistograms(recorded, Map.of("output", recorded)));
    }

    static Histogram histogram(long... values) {
        HistogramRecorder recorder = new HistogramRecorder(1L << 36);
        for (long value : values) {
            recorder.record(value, 1);
        }
        return recorder.take();
    }

    /** The looks of so many seconds at tasks that take a thousand records a second each, and more the higher their number. */
    static void run(ProcessHistory history, long fromSecond, int seconds, int... tasks) {
        for (int second = 0; second <= seconds; second++) {
            List<LookedAt> seen = new ArrayList<>();
            for (int task : tasks) {
                long records = 1000L * (task + 1) * second;
                seen.add(seen(task(task, records, second), 1_000_000L * (task + 1), 3_000_000));
            }
            history.add(look(fromSecond + second), Map.of("words", seen));
        }
    }

    static Look look(long second) {
        return new Look(second * 1000 + 500, second * 1_000_000_000);
    }
}

package io.millrace.worker.history;

import io.millrace.metric.Metric;
import io.millrace.worker.measure.Histogram;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.task.TaskMetrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the tasks of a topology did that ran in this process.
 *
 * <p><b>Thread.</b> Owned by the history of the process.
 */
final class TopologyHistory {

    /** An answer has to fit into a message of 1 MiB. */
    private static final int MAX_NUMBERS = 60_000;

    private static final int MAX_SERIES = 2_000;
    private static final byte[] NOTHING = new byte[0];
    private static final int MAX_HISTOGRAM_BYTES = 400_000;

    /** Steps that are unpacked at a time. */
    private static final int STEPS_AT_ONCE = 32;

    private final Map<TaskId, TaskHistory> tasks = new LinkedHashMap<>();
    private long lastSecond = Long.MIN_VALUE + 1;

    /** Adds a look at all tasks that run. */
    void add(Look look, List<LookedAt> seen) {
        for (LookedAt task : seen) {
            TaskMetrics now = task.metrics();
            TaskHistory known = tasks.get(now.id());
            if (known == null || !known.isOf(now)) {
                known = new TaskHistory(now);
                tasks.put(now.id(), known);
            }
            known.add(look, lastSecond, task);
        }
        lastSecond = look.second();
    }

    void trim(long nowSecond, Retention retention) {
        tasks.values().forEach(task -> task.trim(nowSecond, retention));
    }

    /** Forgets tasks that have not been seen for longer than anything is kept. */
    void forget(List<LookedAt> seen) {
        List<TaskId> present = seen.stream().map(task -> task.metrics().id()).toList();
        tasks.entrySet().removeIf(known -> known.getValue().isEmpty() && !present.contains(known.getKey()));
    }

    long bytes() {
        return tasks.values().stream().mapToLong(TaskHistory::bytes).sum();
    }

    /** What is known of a question: all of it, or as many of the first steps as a message holds. */
    Part answer(Question question) {
        return question.metric().kind() == Metric.Kind.DISTRIBUTION ? histograms(question) : numbers(question);
    }

    private Part numbers(Question question) {
        long series = requireFew(question);
        Question first = series == 0 ? question : question.first((int) (1 + MAX_NUMBERS / series));
        Map<SeriesKey, NumberMerge> merged = new TreeMap<>();
        for (TaskHistory task : tasks.values()) {
            for (String operator : operators(question, task)) {
                float[] values = task.numbers(first, operator.isEmpty() ? null : operator);
                if (values != null) {
                    merged.computeIfAbsent(
                                    key(question, task, operator),
                                    key -> new NumberMerge(question.metric().kind(), first.steps()))
                            .add(0, values);
                }
            }
        }
        List<Part.Numbers> found = new ArrayList<>();
        merged.forEach((key, numbers) -> found.add(new Part.Numbers(key, numbers.values(), numbers.tasks())));
        return new Part(first.steps(), found, List.of());
    }

    /** As many steps as there is room for, but one at least. */
    private Part histograms(Question question) {
        requireFew(question);
        Map<SeriesKey, List<byte[]>> packed = new TreeMap<>();
        long bytes = 0;
        int done = 0;
        while (done < question.steps() && bytes < MAX_HISTOGRAM_BYTES) {
            Question window = question.from(done).first(STEPS_AT_ONCE);
            Map<SeriesKey, Histogram[]> merged = merged(window);
            int size = 0;
            while (size < window.steps() && bytes < MAX_HISTOGRAM_BYTES) {
                bytes += pack(merged, size++, packed, done);
                done++;
            }
        }
        List<Part.Histograms> found = new ArrayList<>();
        packed.forEach((key, list) -> found.add(new Part.Histograms(key, list)));
        return new Part(done, List.of(), found);
    }

    private Map<SeriesKey, Histogram[]> merged(Question window) {
        Map<SeriesKey, Histogram[]> merged = new TreeMap<>();
        for (TaskHistory task : tasks.values()) {
            for (String operator : operators(window, task)) {
                Histogram @Nullable [] of = task.histograms(window, operator);
                if (of != null) {
                    merged.merge(key(window, task, operator), of, TopologyHistory::plus);
                }
            }
        }
        return merged;
    }

    private static Histogram[] plus(Histogram[] left, Histogram[] right) {
        Histogram[] sum = left.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] = sum[i].plus(right[i]);
        }
        return sum;
    }

    /** Adds a step to each series, and says how many bytes that takes. */
    private static long pack(
            Map<SeriesKey, Histogram[]> merged, int step, Map<SeriesKey, List<byte[]>> packed, int done) {
        long bytes = 0;
        for (Map.Entry<SeriesKey, Histogram[]> series : merged.entrySet()) {
            byte[] next = PackedHistogram.pack(series.getValue()[step]);
            packed.computeIfAbsent(series.getKey(), key -> new ArrayList<>(Collections.nCopies(done, NOTHING)))
                    .add(next);
            bytes += next.length + 2;
        }
        return bytes;
    }

    /**
     * Number of series that an answer has.
     *
     * @throws IllegalStateException if it is too great
     */
    private long requireFew(Question question) {
        long series = keys(question).stream().distinct().count();
        if (series > MAX_SERIES) {
            throw new IllegalStateException(
                    "Answer has too many series: metric=" + question.metric().id() + ", series=" + series + ", most="
                            + MAX_SERIES + "; ask for one operator, or for one task");
        }
        return series;
    }

    private List<SeriesKey> keys(Question question) {
        return tasks.values().stream()
                .flatMap(task -> operators(question, task).stream().map(operator -> key(question, task, operator)))
                .toList();
    }

    /** The operators of a task that a question is about; an empty name stands for the task as such. */
    private static List<String> operators(Question question, TaskHistory task) {
        boolean isAsked = question.operator().isEmpty() || task.hasOperator(question.operator());
        if (!isAsked || !question.isAboutTask(task.index())) {
            return List.of();
        }
        if (!question.metric().isOfOperators()) {
            return List.of("");
        }
        return question.operator().isEmpty() ? task.operators() : List.of(question.operator());
    }

    private static SeriesKey key(Question question, TaskHistory task, String operator) {
        return new SeriesKey(task.stage(), operator, question.isByTask() ? task.index() : Question.ALL);
    }
}

package io.millrace.worker.history;

import io.millrace.metric.Metric;
import io.millrace.worker.measure.Histogram;
import io.millrace.worker.task.TaskMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How one task did over time. One that was started again, here, goes on with the history of the one before.
 *
 * <p><b>Thread.</b> Owned by its topology's history.
 */
final class TaskHistory {

    private static final int COARSE = HistorySettings.COARSE_SECONDS;

    /** A task that has lived for less has done nothing yet. */
    private static final long MIN_NANOS = 1_000_000;

    /** A task that has lived for longer when it is seen first has not just begun. */
    private static final long MAX_NANOS = 3_000_000_000L;

    private final String stage;
    private final int index;
    private final Columns columns;
    private final Span<Row> fine = new Span<>();
    private final Span<Row> coarse = new Span<>();
    private final Map<String, Histories> histograms = new LinkedHashMap<>();
    private TaskMetrics before;
    private long beforeNanos;
    private long seenSecond = Long.MIN_VALUE;

    TaskHistory(TaskMetrics first) {
        this.stage = first.stage();
        this.index = first.index();
        this.columns = new Columns(first.operators());
        this.before = first;
    }

    /** Whether it is of a task with the same operators. */
    boolean isOf(TaskMetrics task) {
        return columns.operators().equals(task.operators()) && stage.equals(task.stage());
    }

    /**
     * Adds a look at it.
     *
     * @param lookBefore second of the last look at any task
     */
    void add(Look look, long lookBefore, LookedAt seen) {
        TaskMetrics now = seen.metrics();
        boolean goesOn = seenSecond == lookBefore
                && now.spent().totalNanos() >= before.spent().totalNanos();
        if (!goesOn) {
            long livedNanos = now.spent().totalNanos();
            if (livedNanos < MIN_NANOS || livedNanos > MAX_NANOS) {
                // What it did before is of no second in particular.
                before = now;
                beforeNanos = look.atNanos();
                seenSecond = look.second();
                return;
            }
            before = Columns.nothingOf(now);
            beforeNanos = look.atNanos() - livedNanos;
        }
        double seconds = Math.max(1e-3, (look.atNanos() - beforeNanos) / 1e9);
        Row row = new Row(look.second(), columns.row(before, now, seconds, look.atMillis()));
        foldBefore(row.slot());
        fine.add(row);
        add(row.slot(), "", seen.recorded().processingNanos());
        seen.recorded().ageMicros().forEach((sink, ages) -> add(row.slot(), sink, ages));
        before = now;
        beforeNanos = look.atNanos();
        seenSecond = look.second();
    }

    private void add(long slot, String sink, Histogram recorded) {
        if (!recorded.isEmpty()) {
            histograms.computeIfAbsent(sink, name -> new Histories()).add(PackedHistogram.of(slot, recorded));
        }
    }

    /** Makes the seconds of the last coarse slot into one row, if that slot is over. */
    private void foldBefore(long second) {
        Row last = fine.last();
        if (last == null) {
            return;
        }
        long slot = last.slot() / COARSE;
        Row folded = coarse.last();
        if (slot < second / COARSE && (folded == null || folded.slot() < slot)) {
            fold(slot, last.values().length);
        }
    }

    private void fold(long slot, int size) {
        float[] values = new float[size];
        values[Columns.SECONDS] = COARSE;
        for (int column = 1; column < size; column++) {
            NumberFold fold = new NumberFold(new Question(columns.metric(column), true, "", index, slot, 1, COARSE));
            for (Row row : fine.all()) {
                fold.add(row.slot(), 1, row.values()[column], row.values()[Columns.SECONDS]);
            }
            values[column] = fold.values()[0];
        }
        coarse.add(new Row(slot, values));
    }

    /** Lets go of what is too old. */
    void trim(long nowSecond, Retention retention) {
        long fineFrom = nowSecond - retention.fineSeconds();
        long coarseFrom = (nowSecond - retention.coarseSeconds()) / COARSE;
        foldBefore(nowSecond);
        histograms.values().forEach(histories -> histories.foldBefore(nowSecond));
        fine.dropBefore(fineFrom);
        coarse.dropBefore(coarseFrom);
        histograms.values().forEach(histories -> histories.trim(fineFrom, coarseFrom));
    }

    /** Whether all of it has become too old. */
    boolean isEmpty() {
        return fine.isEmpty()
                && coarse.isEmpty()
                && histograms.values().stream().allMatch(Histories::isEmpty);
    }

    long bytes() {
        return fine.bytes()
                + coarse.bytes()
                + histograms.values().stream().mapToLong(Histories::bytes).sum();
    }

    String stage() {
        return stage;
    }

    int index() {
        return index;
    }

    /** Names of the operators in it. */
    List<String> operators() {
        return columns.operators();
    }

    boolean hasOperator(String operator) {
        return columns.operators().contains(operator);
    }

    /** Numbers of a metric by step; null if it has none. */
    float @Nullable [] numbers(Question question, @Nullable String operator) {
        int column = columns.of(question.metric(), operator);
        if (column < 0) {
            return null;
        }
        NumberFold fold = new NumberFold(question);
        int fineFrom = fineFrom(question, fine, coarse);
        for (Row row : coarse.all()) {
            if (question.step(row.slot() * COARSE) < fineFrom) {
                fold.add(row.slot() * COARSE, COARSE, row.values()[column], row.values()[Columns.SECONDS]);
            }
        }
        for (Row row : fine.all()) {
            if (question.step(row.slot()) >= fineFrom) {
                fold.add(row.slot(), 1, row.values()[column], row.values()[Columns.SECONDS]);
            }
        }
        return fold.values();
    }

    /** Distributions of a metric by step, of a sink if it is one of sinks; null if there is none. */
    Histogram @Nullable [] histograms(Question question, String sink) {
        Histories kept = histograms.get(question.metric() == Metric.PROCESSING_TIME ? "" : sink);
        if (kept == null) {
            return null;
        }
        Histogram[] merged = IntStream.range(0, question.steps())
                .mapToObj(i -> Histogram.EMPTY)
                .toArray(Histogram[]::new);
        int fineFrom = fineFrom(question, kept.fine, kept.coarse);
        for (PackedHistogram packed : kept.coarse.all()) {
            int step = question.step(packed.slot() * COARSE);
            if (step >= 0 && step < Math.min(fineFrom, merged.length)) {
                merged[step] = merged[step].plus(packed.histogram());
            }
        }
        for (PackedHistogram packed : kept.fine.all()) {
            int step = question.step(packed.slot());
            if (step >= Math.max(0, fineFrom) && step < merged.length) {
                merged[step] = merged[step].plus(packed.histogram());
            }
        }
        return merged;
    }

    /** The first step of which each second is known; the steps before have coarse slots, if any. */
    private static int fineFrom(Question question, Span<?> fine, Span<?> coarse) {
        if (fine.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        if (question.stepSeconds() < COARSE || coarse.isEmpty() || coarse.first() * COARSE >= fine.first()) {
            return 0;
        }
        return question.step(fine.first() + question.stepSeconds() - 1);
    }

    /** The distributions of one thing. */
    private static final class Histories {

        private final Span<PackedHistogram> fine = new Span<>();
        private final Span<PackedHistogram> coarse = new Span<>();

        void add(PackedHistogram next) {
            foldBefore(next.slot());
            fine.add(next);
        }

        void foldBefore(long second) {
            PackedHistogram last = fine.last();
            if (last == null) {
                return;
            }
            long slot = last.slot() / COARSE;
            PackedHistogram folded = coarse.last();
            if (slot < second / COARSE && (folded == null || folded.slot() < slot)) {
                fold(slot);
            }
        }

        private void fold(long slot) {
            Histogram merged = Histogram.EMPTY;
            for (PackedHistogram packed : fine.all()) {
                merged = packed.slot() / COARSE == slot ? merged.plus(packed.histogram()) : merged;
            }
            coarse.add(PackedHistogram.of(slot, merged));
        }

        void trim(long fineFrom, long coarseFrom) {
            fine.dropBefore(fineFrom);
            coarse.dropBefore(coarseFrom);
        }

        boolean isEmpty() {
            return fine.isEmpty() && coarse.isEmpty();
        }

        long bytes() {
            return fine.bytes() + coarse.bytes();
        }
    }
}

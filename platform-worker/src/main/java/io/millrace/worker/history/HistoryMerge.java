package io.millrace.worker.history;

import io.millrace.metric.Metric;
import io.millrace.metric.MetricHistory;
import io.millrace.metric.MetricSeries;
import io.millrace.worker.measure.Histogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what members know of a question.
 *
 * <p><b>Thread.</b> Any; one waits for another. Distributions are unpacked here, which takes its time.
 */
public final class HistoryMerge {

    /** Histograms hold microseconds of ages and nanoseconds of processing; people are told milliseconds. */
    private static final double MICROS_PER_MILLI = 1e3;

    private static final double NANOS_PER_MILLI = 1e6;

    private static final long MAX_NUMBERS = 1_000_000;
    private static final long MAX_DISTRIBUTIONS = 100_000;

    private final Question question;
    private final Map<SeriesKey, NumberMerge> numbers = new TreeMap<>(); // guarded by this
    private final Map<SeriesKey, Histogram[]> histograms = new TreeMap<>(); // guarded by this

    /** Makes one that knows nothing yet. */
    public HistoryMerge(Question question) {
        this.question = question;
    }

    /**
     * Adds what a member knows.
     *
     * @param from the step of the question that the part begins with
     * @throws IllegalArgumentException if a distribution is damaged
     * @throws IllegalStateException if it becomes too much
     */
    public synchronized void add(int from, Part part) {
        requireRoom(part);
        for (Part.Numbers series : part.numbers()) {
            NumberMerge merge = numbers.computeIfAbsent(
                    series.key(), key -> new NumberMerge(question.metric().kind(), question.steps()));
            for (int i = 0; i < Math.min(series.values().length, series.tasks().length); i++) {
                merge.add(from + i, series.values()[i], series.tasks()[i]);
            }
        }
        for (Part.Histograms series : part.histograms()) {
            Histogram[] merged = histograms.computeIfAbsent(series.key(), key -> empty(question.steps()));
            int end = Math.min(merged.length - from, series.packed().size());
            for (int i = 0; i < end; i++) {
                merged[from + i] = merged[from + i].plus(
                        PackedHistogram.unpack(series.packed().get(i)));
            }
        }
    }

    private void requireRoom(Part part) {
        long series = (long) numbers.size() + histograms.size();
        series += part.numbers().stream()
                .filter(each -> !numbers.containsKey(each.key()))
                .count();
        series += part.histograms().stream()
                .filter(each -> !histograms.containsKey(each.key()))
                .count();
        boolean isDistribution = question.metric().kind() == Metric.Kind.DISTRIBUTION;
        long most = isDistribution ? MAX_DISTRIBUTIONS : MAX_NUMBERS;
        if (series * question.steps() > most) {
            throw new IllegalStateException(
                    "Answer is too large: metric=" + question.metric().id() + ", series="
                            + series + ", steps=" + question.steps() + ", mostPoints=" + most
                            + "; ask for one operator or task, or for a longer step");
        }
    }

    private static Histogram[] empty(int steps) {
        Histogram[] empty = new Histogram[steps];
        Arrays.fill(empty, Histogram.EMPTY);
        return empty;
    }

    /**
     * All that is known.
     *
     * @param silentMembers numbers of the members that have not answered, or not to the end
     */
    public synchronized MetricHistory result(List<Integer> silentMembers) {
        List<MetricSeries> series = new ArrayList<>();
        numbers.forEach((key, merge) -> addUnlessEmpty(series, key, points(merge.values())));
        histograms.forEach((key, merged) -> addUnlessEmpty(series, key, points(merged)));
        return new MetricHistory(question.metric(), question.stepSeconds(), series, silentMembers);
    }

    private static void addUnlessEmpty(List<MetricSeries> series, SeriesKey key, List<MetricSeries.Point> points) {
        if (!points.isEmpty()) {
            series.add(new MetricSeries(
                    key.stage(),
                    key.operator().isEmpty() ? null : key.operator(),
                    key.task() == Question.ALL ? null : key.task(),
                    points));
        }
    }

    private List<MetricSeries.Point> points(float[] values) {
        List<MetricSeries.Point> points = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isNaN(values[i])) {
                points.add(point(i, values[i], null));
            }
        }
        return points;
    }

    private List<MetricSeries.Point> points(Histogram[] merged) {
        double divisor = question.metric() == Metric.PROCESSING_TIME ? NANOS_PER_MILLI : MICROS_PER_MILLI;
        List<MetricSeries.Point> points = new ArrayList<>();
        for (int i = 0; i < merged.length; i++) {
            Histogram histogram = merged[i];
            if (!histogram.isEmpty()) {
                points.add(point(i, histogram.quantile(0.5) / divisor, distribution(histogram, divisor)));
            }
        }
        return points;
    }

    private static MetricSeries.Distribution distribution(Histogram histogram, double divisor) {
        return new MetricSeries.Distribution(
                histogram.count(),
                histogram.quantile(0.5) / divisor,
                histogram.quantile(0.9) / divisor,
                histogram.quantile(0.99) / divisor,
                histogram.quantile(0.999) / divisor,
                histogram.max() / divisor);
    }

    private MetricSeries.Point point(int step, double value, MetricSeries.@Nullable Distribution distribution) {
        return new MetricSeries.Point((question.first() + step) * question.stepSeconds() * 1000, value, distribution);
    }
}

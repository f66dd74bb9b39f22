package io.millrace.worker.history;

import io.millrace.metric.Metric;
import java.util.Arrays;

/** Makes the numbers of a task in many slots of time into one for each step. */
final class NumberFold {

    /** A look may come late, or be left out. */
    private static final int TOLERANCE_SECONDS = 2;

    private final Metric.Kind kind;
    private final Question question;
    private final double[] sums;
    private final double[] seconds;
    private final long[] ends;

    NumberFold(Question question) {
        this.kind = question.metric().kind();
        this.question = question;
        this.sums = new double[question.steps()];
        this.seconds = new double[question.steps()];
        this.ends = new long[question.steps()];
    }

    /**
     * Adds a number; slots come in order.
     *
     * @param second begin of its slot
     * @param slotSeconds length of its slot
     * @param ofSeconds time in the slot that it stands for
     */
    void add(long second, int slotSeconds, float value, float ofSeconds) {
        int step = question.step(second);
        if (step < 0 || step >= sums.length || Float.isNaN(value)) {
            return;
        }
        boolean isFirst = seconds[step] == 0;
        switch (kind) {
            case RATE, SHARE -> sums[step] += value * (double) ofSeconds;
            case MAXIMUM -> sums[step] = isFirst ? value : Math.max(sums[step], value);
            case TOTAL -> sums[step] = value;
            case DISTRIBUTION -> throw new IllegalStateException("Distributions are no numbers");
        }
        seconds[step] += ofSeconds;
        ends[step] = second + slotSeconds;
    }

    /** The numbers; not a number where there was none. */
    float[] values() {
        float[] values = new float[sums.length];
        Arrays.fill(values, Float.NaN);
        for (int i = 0; i < values.length; i++) {
            if (seconds[i] > 0 && isKnown(i)) {
                values[i] = (float) (sums[i] / divisor(seconds[i]));
            }
        }
        return values;
    }

    /** What a task had in the middle of a step it may have elsewhere, or not at all, at the end of it. */
    private boolean isKnown(int step) {
        return kind != Metric.Kind.TOTAL || ends[step] >= question.second(step + 1) - TOLERANCE_SECONDS;
    }

    /** In a step in which a task began or ended it did nothing for the rest; a single slot may be a little longer than it should. */
    private double divisor(double measuredSeconds) {
        return switch (kind) {
            case RATE ->
                question.stepSeconds() == 1 ? measuredSeconds : Math.max(question.stepSeconds(), measuredSeconds);
            case SHARE -> measuredSeconds;
            default -> 1;
        };
    }
}

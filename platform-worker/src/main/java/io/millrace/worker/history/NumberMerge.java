package io.millrace.worker.history;

import io.millrace.metric.Metric;

/** Makes the numbers of several tasks, or of parts of them that members know, into one for each step. */
final class NumberMerge {

    private final Metric.Kind kind;
    private final double[] sums;
    private final int[] tasks;

    NumberMerge(Metric.Kind kind, int steps) {
        this.kind = kind;
        this.sums = new double[steps];
        this.tasks = new int[steps];
    }

    /** Adds the numbers of a task, from a step on. */
    void add(int from, float[] values) {
        for (int i = 0; i < values.length; i++) {
            add(from + i, values[i], 1);
        }
    }

    /** Adds a number that some tasks have together. */
    void add(int step, float value, int ofTasks) {
        if (step >= sums.length || Float.isNaN(value) || ofTasks <= 0) {
            return;
        }
        sums[step] = switch (kind) {
            case RATE, TOTAL -> sums[step] + value;
            case SHARE -> sums[step] + (double) value * ofTasks;
            case MAXIMUM -> tasks[step] == 0 ? value : Math.max(sums[step], value);
            case DISTRIBUTION -> throw new IllegalStateException("Distributions are no numbers");
        };
        tasks[step] += ofTasks;
    }

    /** The numbers; not a number where there was none. */
    float[] values() {
        float[] values = new float[sums.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = tasks[i] == 0 ? Float.NaN : (float) (kind == Metric.Kind.SHARE ? sums[i] / tasks[i] : sums[i]);
        }
        return values;
    }

    /** How many tasks each of them is of. */
    int[] tasks() {
        return tasks.clone();
    }
}

package io.millrace.worker.history;

import io.millrace.metric.Metric;
import io.millrace.metric.MetricQuery;

/**
 * What a member is asked of a metric over time. Time is cut into steps, which are counted from 1970 and so are the same for all
 * members.
 *
 * @param metric the metric
 * @param isByTask whether each task is to be told by itself
 * @param operator name of the operator that alone is of interest, or an empty text for all
 * @param task number of the task that alone is of interest, or {@value #ALL} for all
 * @param first the first step
 * @param steps how many of them
 * @param stepSeconds length of a step: less than {@value HistorySettings#COARSE_SECONDS}, or a multiple of that
 */
public record Question(
        Metric metric, boolean isByTask, String operator, int task, long first, int steps, int stepSeconds) {

    /** Stands for all tasks. */
    public static final int ALL = -1;

    /** Most steps that can be asked for. */
    public static final int MAX_STEPS = 2 * MetricQuery.MAX_POINTS;

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if it makes no sense
     */
    public Question {
        boolean isLength = stepSeconds > 0
                && (stepSeconds < HistorySettings.COARSE_SECONDS || stepSeconds % HistorySettings.COARSE_SECONDS == 0);
        if (!isLength || first < 0 || steps < 0 || steps > MAX_STEPS) {
            throw new IllegalArgumentException("Question makes no sense: first=" + first + ", steps=" + steps
                    + ", stepSeconds=" + stepSeconds + "; ask for at most " + MAX_STEPS + " steps");
        }
    }

    /**
     * What is to be asked, so that there is an answer to a query.
     *
     * @param fineKeptSeconds for how long each second is kept
     * @param nowMillis time now
     */
    public static Question of(MetricQuery query, long fineKeptSeconds, long nowMillis) {
        long fromSeconds = query.fromMillis() / 1000;
        long toSeconds = Math.min(query.toMillis(), nowMillis) / 1000;
        long seconds = Math.max(0, toSeconds - fromSeconds);
        boolean isFine = fromSeconds >= nowMillis / 1000 - fineKeptSeconds - 1;
        long least = Math.max(
                Math.max(1, query.stepSeconds()), (seconds + MetricQuery.MAX_POINTS - 1) / MetricQuery.MAX_POINTS);
        int step = (int) (isFine && least < HistorySettings.COARSE_SECONDS ? least : coarse(least));
        long first = (fromSeconds + step - 1) / step;
        // A step that is not over yet would look as if little had happened.
        int steps = (int) Math.max(0, toSeconds / step - first);
        String operator = query.operator();
        Integer task = query.task();
        return new Question(
                query.metric(),
                query.isByTask() || task != null,
                operator == null ? "" : operator,
                task == null ? ALL : task,
                first,
                steps,
                step);
    }

    private static long coarse(long seconds) {
        return (seconds + HistorySettings.COARSE_SECONDS - 1)
                / HistorySettings.COARSE_SECONDS
                * HistorySettings.COARSE_SECONDS;
    }

    /** The same from a later step on. */
    public Question from(int answered) {
        return new Question(metric, isByTask, operator, task, first + answered, steps - answered, stepSeconds);
    }

    /** The first so many steps. */
    Question first(int count) {
        return new Question(metric, isByTask, operator, task, first, Math.min(count, steps), stepSeconds);
    }

    /** The second that a step begins with. */
    long second(int step) {
        return (first + step) * stepSeconds;
    }

    /** The same without the steps that begin before a second; none if all do. */
    Question notBefore(long oldestSecond) {
        long skipped = Math.max(0, Math.min(steps, Math.floorDiv(oldestSecond + stepSeconds - 1, stepSeconds) - first));
        return from((int) skipped);
    }

    /** The step that a second lies in, counted from the first one; any number if it lies in none of them. */
    int step(long second) {
        return Math.toIntExact(Math.max(-1, Math.min(Integer.MAX_VALUE, Math.floorDiv(second, stepSeconds) - first)));
    }

    boolean isAboutTask(int number) {
        return task == ALL || task == number;
    }
}

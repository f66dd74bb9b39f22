package io.millrace.worker.history;

import java.util.List;

/**
 * What a member knows of a question, or the first part of it.
 *
 * @param steps how many steps it is about; the member may be asked for the rest
 * @param numbers series of numbers
 * @param histograms series of distributions
 */
public record Part(int steps, List<Numbers> numbers, List<Histograms> histograms) {

    /** Nothing is known of it. */
    static Part none(Question question) {
        return new Part(question.steps(), List.of(), List.of());
    }

    /** Nothing is known of the first so many steps. */
    static Part nothingIn(int steps) {
        return new Part(steps, List.of(), List.of());
    }

    /**
     * Numbers by step.
     *
     * @param key what they are of
     * @param values a number for each step; not a number where it is not known
     * @param tasks how many tasks each of them is of
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed over, and compared by nobody.
    public record Numbers(SeriesKey key, float[] values, int[] tasks) {}

    /**
     * Distributions by step.
     *
     * @param key what they are of
     * @param packed one for each step, packed; empty where nothing occurred
     */
    public record Histograms(SeriesKey key, List<byte[]> packed) {}
}

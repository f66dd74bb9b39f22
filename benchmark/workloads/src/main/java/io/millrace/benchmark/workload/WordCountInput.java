package io.millrace.benchmark.workload;

/** What goes into the word count: the book over and over, a hundred thousand words in a second of event time. */
public final class WordCountInput {

    /** Length of a window. */
    public static final long WINDOW_MILLIS = 1_000;

    private static final int WORDS_PER_SECOND = 100_000;

    private WordCountInput() {}

    /** The text of at least so many words. */
    public static RepeatedText text(long minWords) {
        return RepeatedText.book(minWords, WORDS_PER_SECOND);
    }
}

package io.millrace.benchmark.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Lines of a text in memory, repeated as often as it takes to hold a number of words. The timestamp of a line follows
 * from the number of words before it, so that every second of event time holds about the same number of words.
 *
 * <p><b>Thread.</b> Immutable; a cursor has one owner.
 */
public final class RepeatedText {

    private static final String BOOK = "/text/moby-dick.txt";

    private final int wordsPerMilli;
    private final String[] lines;
    /** Number of words of the text before each line, and after the last one that of the whole text. */
    private final long[] wordsBefore;

    private final long lineCount;
    private final long wordCount;

    /**
     * Repeats lines until they hold at least {@code minWords} words; the last line is not cut.
     *
     * @param wordsPerSecond words in a second of event time, a multiple of 1,000
     */
    public RepeatedText(List<String> text, long minWords, int wordsPerSecond) {
        wordsPerMilli = wordsPerSecond / 1_000;
        lines = text.toArray(new String[0]);
        wordsBefore = new long[lines.length + 1];
        for (int i = 0; i < lines.length; i++) {
            wordsBefore[i + 1] = wordsBefore[i] + countWords(lines[i]);
        }
        long wordsOfText = wordsBefore[lines.length];
        if (wordsOfText == 0) {
            throw new IllegalArgumentException("Text has no words: lines=" + lines.length + "; use one that has");
        }
        long repeats = (minWords - 1) / wordsOfText;
        int linesOfLast = 0;
        while (repeats * wordsOfText + wordsBefore[linesOfLast] < minWords) {
            linesOfLast++;
        }
        lineCount = repeats * lines.length + linesOfLast;
        wordCount = repeats * wordsOfText + wordsBefore[linesOfLast];
    }

    /** The book of the word count example. */
    public static RepeatedText book(long minWords, int wordsPerSecond) {
        try (InputStream in = RepeatedText.class.getResourceAsStream(BOOK)) {
            if (in == null) {
                throw new IllegalStateException("Text is missing from the class path: resource=" + BOOK
                        + "; build benchmark/workloads, which copies it from the word count example");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return new RepeatedText(reader.lines().toList(), minWords, wordsPerSecond);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Number of words in all lines. */
    public long wordCount() {
        return wordCount;
    }

    /** Begins to read every {@code stride}-th line, from line {@code first} on. */
    public Cursor cursor(int first, int stride) {
        return new Cursor(first, stride);
    }

    // Not by the splitter: it would then know three takers of words, and the compiler would inline none of them.
    private static int countWords(String line) {
        int count = 0;
        boolean isInWord = false;
        for (int i = 0; i < line.length(); i = line.offsetByCodePoints(i, 1)) {
            boolean isLetter = Character.isLetter(line.codePointAt(i));
            if (isLetter && !isInWord) {
                count++;
            }
            isInWord = isLetter;
        }
        return count;
    }

    /** Goes through lines, each with its timestamp, in order. */
    public final class Cursor {

        private final int stride;
        private long number;
        private int index;
        private long wordsOfRepeats;

        private Cursor(int first, int stride) {
            this.stride = stride;
            this.number = (long) first - stride;
            this.index = first - stride;
        }

        /** Steps to the next line; false if there is none. */
        public boolean next() {
            number += stride;
            if (number >= lineCount) {
                return false;
            }
            index += stride;
            while (index >= lines.length) {
                index -= lines.length;
                wordsOfRepeats += wordsBefore[lines.length];
            }
            return true;
        }

        /** The line. */
        public String line() {
            return lines[index];
        }

        /** Its event time. */
        public long timestampMillis() {
            return (wordsOfRepeats + wordsBefore[index]) / wordsPerMilli;
        }
    }
}

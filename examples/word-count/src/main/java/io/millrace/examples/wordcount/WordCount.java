package io.millrace.examples.wordcount;

import java.util.Comparator;

/**
 * How often a word was seen.
 *
 * @param word the word
 * @param count how often
 */
public record WordCount(String word, long count) {

    /** Lets the more frequent word be the greater one; of equals the one that comes first in the alphabet. */
    public static final Comparator<WordCount> BY_FREQUENCY = Comparator.comparingLong(WordCount::count)
            .thenComparing(Comparator.comparing(WordCount::word).reversed());
}

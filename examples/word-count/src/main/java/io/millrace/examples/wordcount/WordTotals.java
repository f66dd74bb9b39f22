package io.millrace.examples.wordcount;

import java.util.List;

/**
 * All words of a window, in short.
 *
 * @param words number of words
 * @param differentWords number of different words
 * @param top the most frequent ones, most frequent first
 */
public record WordTotals(long words, long differentWords, List<WordCount> top) {

    /** No words at all. */
    static final WordTotals NONE = new WordTotals(0, 0, List.of());
}

package io.millrace.benchmark.killed;

import io.millrace.examples.wordcount.Words;
import io.millrace.function.Emitter;
import io.millrace.function.FlatMapFunction;

/** Splits a line that begins with its timestamp, up to a tab, into its words. */
final class TimedWords implements FlatMapFunction<String, String> {

    private final Words words = new Words();

    static String line(long timestampMillis, String text) {
        return timestampMillis + "\t" + text;
    }

    static long timestampMillis(String line) {
        return Long.parseLong(line, 0, line.indexOf('\t'), 10);
    }

    @Override
    public void apply(String line, Emitter<String> out) {
        words.apply(line.substring(line.indexOf('\t') + 1), out);
    }
}

package io.millrace.benchmark.wordcount;

import io.millrace.function.Emitter;
import java.util.Locale;

/** Splits a line into words: maximal runs of letters, in lower case. */
final class WordSplitter {

    private WordSplitter() {}

    /** Emits the words of a line, in order. */
    static void split(String line, Emitter<String> out) {
        int length = line.length();
        int start = 0;
        while (start < length) {
            if (!Character.isLetter(line.charAt(start))) {
                start++;
                continue;
            }
            int end = start;
            boolean isLower = true;
            while (end < length && Character.isLetter(line.charAt(end))) {
                isLower &= Character.isLowerCase(line.charAt(end));
                end++;
            }
            String word = line.substring(start, end);
            out.emit(isLower ? word : word.toLowerCase(Locale.ROOT));
            start = end;
        }
    }
}

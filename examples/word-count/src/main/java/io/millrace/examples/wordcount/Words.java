package io.millrace.examples.wordcount;

import io.millrace.function.Emitter;
import io.millrace.function.FlatMapFunction;
import java.nio.charset.StandardCharsets;

/**
 * Splits a line into its words, in lower case. A word is a longest run of letters, {@link Character#isLetter(int)}; what is
 * no letter separates: "Ahab's" is "ahab" and "s".
 *
 * <p>For ASCII text these are the words of
 *
 * <pre>{@code tr -cs 'A-Za-z' '\n' < text | tr 'A-Z' 'a-z' | grep -v '^$'}</pre>
 *
 * <p><b>Thread.</b> Keeps no state, so all tasks share one. Makes a string for each word, and a short-lived array for each
 * word with a capital.
 */
public final class Words implements FlatMapFunction<String, String> {

    private static final int ASCII = 128;

    /** The lower case of an ASCII letter, and 0 for everything else. */
    private static final byte[] LOWER = new byte[ASCII];

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            LOWER[c] = (byte) c;
            LOWER[Character.toUpperCase(c)] = (byte) c;
        }
    }

    @Override
    public void apply(String line, Emitter<String> out) {
        int length = line.length();
        int start = -1;
        int capitals = 0;
        for (int i = 0; i < length; i++) {
            char c = line.charAt(i);
            int lower = c < ASCII ? LOWER[c] : 0;
            if (lower != 0) {
                start = start < 0 ? i : start;
                capitals |= lower ^ c;
            } else if (c >= ASCII && isLetterAt(line, i)) {
                i = emitUnicodeWord(line, start < 0 ? i : start, out) - 1;
                start = -1;
                capitals = 0;
            } else if (start >= 0) {
                emitWord(line, start, i, capitals, out);
                start = -1;
                capitals = 0;
            }
        }
        if (start >= 0) {
            emitWord(line, start, length, capitals, out);
        }
    }

    private static void emitWord(String line, int start, int end, int capitals, Emitter<String> out) {
        out.emit(capitals == 0 ? line.substring(start, end) : lowerCase(line, start, end));
    }

    private static String lowerCase(String line, int start, int end) {
        byte[] word = new byte[end - start];
        for (int i = start; i < end; i++) {
            word[i - start] = LOWER[line.charAt(i)];
        }
        return new String(word, StandardCharsets.ISO_8859_1);
    }

    private static boolean isLetterAt(String line, int index) {
        return Character.isLetter(line.codePointAt(index));
    }

    /** Emits the word that begins at {@code start} and has other than ASCII letters; yields its end. */
    private static int emitUnicodeWord(String line, int start, Emitter<String> out) {
        StringBuilder word = new StringBuilder();
        int end = start;
        while (end < line.length() && isLetterAt(line, end)) {
            int letter = line.codePointAt(end);
            word.appendCodePoint(Character.toLowerCase(letter));
            end += Character.charCount(letter);
        }
        out.emit(word.toString());
        return end;
    }
}

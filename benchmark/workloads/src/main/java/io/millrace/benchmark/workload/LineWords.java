package io.millrace.benchmark.workload;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The words of a line, one after the other, in lower case. A word is a longest run of letters,
 * {@link Character#isLetter(int)}, as in the word count example, whose splitter hands its words on and so would tie the
 * peers to our interfaces.
 *
 * <p><b>Thread.</b> Has one owner.
 */
public final class LineWords {

    private static final int ASCII = 128;

    /** The lower case of an ASCII letter, and 0 for everything else. */
    private static final byte[] LOWER = new byte[ASCII];

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            LOWER[c] = (byte) c;
            LOWER[Character.toUpperCase(c)] = (byte) c;
        }
    }

    private final String line;
    private int position;

    /** Begins with the first word of a line. */
    public LineWords(String line) {
        this.line = line;
    }

    /** The next word, or null if there is none. */
    public @Nullable String next() {
        int length = line.length();
        int start = position;
        while (start < length && !isLetterAt(start)) {
            start++;
        }
        int end = start;
        int capitals = 0;
        while (end < length) {
            char c = line.charAt(end);
            int lower = c < ASCII ? LOWER[c] : 0;
            if (lower == 0) {
                if (c >= ASCII && isLetterAt(end)) {
                    return unicodeWord(start);
                }
                break;
            }
            capitals |= lower ^ c;
            end++;
        }
        position = end;
        if (start == end) {
            return null;
        }
        return capitals == 0 ? line.substring(start, end) : lowerCase(start, end);
    }

    private boolean isLetterAt(int index) {
        char c = line.charAt(index);
        return c < ASCII ? LOWER[c] != 0 : Character.isLetter(line.codePointAt(index));
    }

    private String lowerCase(int start, int end) {
        byte[] word = new byte[end - start];
        for (int i = start; i < end; i++) {
            word[i - start] = LOWER[line.charAt(i)];
        }
        return new String(word, StandardCharsets.ISO_8859_1);
    }

    /** The word that begins at {@code start} and has other than ASCII letters. */
    private String unicodeWord(int start) {
        StringBuilder word = new StringBuilder();
        position = start;
        while (position < line.length() && isLetterAt(position)) {
            int letter = line.codePointAt(position);
            word.appendCodePoint(Character.toLowerCase(letter));
            position += Character.charCount(letter);
        }
        return word.toString();
    }
}

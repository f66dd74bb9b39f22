package io.millrace.cli.view;

import java.util.List;
import org.jline.utils.WCWidth;

/** Text of others, made harmless: a terminal obeys some characters, and whoever writes records or logs may know which. */
public final class Text {

    private static final String CUT = "…";

    private Text() {}

    /** One line: what a terminal would obey, line ends among it, is shown as {@code \x1b} or {@code \}{@code u202e}. */
    public static String clean(String text) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            int length = Character.charCount(character);
            if (clean == null && isObeyed(character)) {
                clean = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (clean != null) {
                append(clean, character);
            }
            i += length;
        }
        return clean == null ? text : clean.toString();
    }

    /** Lines of a text, each made harmless, with spaces for tabs. */
    public static List<String> lines(String text) {
        return text.lines().map(line -> clean(line.replace("\t", "    "))).toList();
    }

    /** Columns that a text takes on a terminal. */
    public static int width(String text) {
        return text.codePoints()
                .map(character -> Math.max(0, WCWidth.wcwidth(character)))
                .sum();
    }

    /** The text, cut so that it takes no more columns than this. */
    public static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int used = CUT.length();
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            used += Math.max(0, WCWidth.wcwidth(character));
            if (used > width) {
                break;
            }
            cut.appendCodePoint(character);
            i += Character.charCount(character);
        }
        return width < 1 ? "" : cut.append(CUT).toString();
    }

    private static void append(StringBuilder clean, int character) {
        if (!isObeyed(character)) {
            clean.appendCodePoint(character);
        } else if (character <= 0xff) {
            clean.append(String.format("\\x%02x", character));
        } else {
            clean.append(String.format("\\u%04x", character));
        }
    }

    /** Controls, C0 and C1; characters that turn the direction of text; line and paragraph ends; halves of pairs. */
    private static boolean isObeyed(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}

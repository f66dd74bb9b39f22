package io.millrace.worker.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts that go over the wire, and texts that came over it and are shown. */
final class Texts {

    /** Longest name, in bytes of UTF-8. */
    static final int MAX_NAME_BYTES = 1024;

    private Texts() {}

    static void checkName(String what, String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    what + " is empty or too long: bytes=" + length + ", maxBytes=" + MAX_NAME_BYTES);
        }
    }

    /** A text without what could fake lines of a log, and not longer than asked for. */
    static String printable(String text, int maxChars) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(maxChars)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /** The bytes of a text, cut where they are too many, but not within a character. */
    static byte[] bytes(String text, int maxBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= maxBytes) {
            return bytes;
        }
        int end = maxBytes;
        while (end > 0 && (bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }
}

package io.millrace.worker.lines;

import java.util.Map;
import java.util.TreeMap;

/**
 * Writes lines {@code key=value}, which people can read. Backslashes, control characters, surrogates, and in keys the equals
 * sign, are written as a backslash, a u and four hexadecimal digits, so that any string comes back as it was.
 */
public final class LinesWriter {

    private final StringBuilder text = new StringBuilder();

    /** Adds a line. */
    public LinesWriter put(String key, Object value) {
        escape(key, true);
        text.append('=');
        escape(value.toString(), false);
        text.append('\n');
        return this;
    }

    /** Adds a line for each, in the order of their keys. */
    public LinesWriter putAll(String prefix, Map<String, String> values) {
        new TreeMap<>(values).forEach((key, value) -> put(prefix + key, value));
        return this;
    }

    private void escape(String string, boolean isKey) {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c < ' ' || c == '\\' || Character.isSurrogate(c) || (isKey && c == '=')) {
                String digits = Integer.toHexString(c);
                text.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
            } else {
                text.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

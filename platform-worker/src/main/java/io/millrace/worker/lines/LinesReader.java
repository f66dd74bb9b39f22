package io.millrace.worker.lines;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what {@link LinesWriter} has written; anything else makes an {@link IllegalArgumentException}. */
public final class LinesReader {

    private final NavigableMap<String, String> values = new TreeMap<>();

    /** Reads all lines. */
    public LinesReader(String text) {
        int begin = 0;
        while (begin < text.length()) {
            int end = text.indexOf('\n', begin);
            int equals = text.indexOf('=', begin);
            if (end < 0 || equals < 0 || equals > end) {
                throw new IllegalArgumentException("Line is no key=value: position=" + begin);
            }
            String key = plain(text.substring(begin, equals));
            if (values.put(key, plain(text.substring(equals + 1, end))) != null) {
                throw new IllegalArgumentException("Key comes twice: key=" + key);
            }
            begin = end + 1;
        }
    }

    /** Whether there is a line with a key. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** What stands under a key that must be there. */
    public String text(String key) {
        @Nullable String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("Key is missing: key=" + key);
        }
        return value;
    }

    /** The number under a key that must be there. */
    public long number(String key) {
        return Long.parseLong(text(key));
    }

    /** The number under a key that must be there, which is not negative. */
    public int count(String key) {
        int count = Integer.parseInt(text(key));
        if (count < 0) {
            throw new IllegalArgumentException("Number is negative: key=" + key + ", value=" + count);
        }
        return count;
    }

    /** What stands under keys that begin so, by the rest of the key. */
    public Map<String, String> all(String prefix) {
        Map<String, String> found = new HashMap<>();
        for (Map.Entry<String, String> entry : values.tailMap(prefix, true).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            found.put(entry.getKey().substring(prefix.length()), entry.getValue());
        }
        return found;
    }

    private static String plain(String escaped) {
        int at = escaped.indexOf('\\');
        if (at < 0) {
            return escaped;
        }
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (at >= 0) {
            if (at + 6 > escaped.length() || escaped.charAt(at + 1) != 'u') {
                throw new IllegalArgumentException("Escape is not known: text=" + escaped);
            }
            text.append(escaped, from, at).append((char) Integer.parseInt(escaped.substring(at + 2, at + 6), 16));
            from = at + 6;
            at = escaped.indexOf('\\', from);
        }
        return text.append(escaped, from, escaped.length()).toString();
    }
}

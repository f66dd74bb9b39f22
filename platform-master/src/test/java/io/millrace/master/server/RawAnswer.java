package io.millrace.master.server;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An answer as it came over the wire.
 *
 * @param status its status
 * @param headers by name in lower case
 * @param body one character for each byte; of a stream that does not end, nothing
 */
record RawAnswer(int status, Map<String, List<String>> headers, String body) {

    /** Status of an answer that has none. */
    static final int NO_HEAD = 0;

    private static final int NOTHING = -1;

    /** Instead of an answer, why there is none. */
    static RawAnswer none(String reason) {
        return new RawAnswer(NOTHING, Map.of(), reason);
    }

    boolean isNone() {
        return status == NOTHING;
    }

    /** The only value of a header, or an empty text. */
    String header(String name) {
        return String.join(", ", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }

    boolean isStream() {
        return header("Content-Type").startsWith("text/event-stream");
    }

    /** Whether the same connection takes another request. */
    boolean keepsConnection() {
        return !isNone()
                && !isStream()
                && !header("Connection").toLowerCase(Locale.ROOT).contains("close");
    }
}

package io.millrace.cli.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events that a server sends on one connection.
 *
 * <p><b>Source.</b> WHATWG HTML, section 9.2, server-sent events.
 *
 * <p><b>Thread.</b> Has one owner.
 */
final class EventStream implements AutoCloseable {

    private static final int MAX_CHARACTERS = 4 << 20;

    private final BufferedReader in;
    private boolean isAfterCarriageReturn;
    private String lastId = "";
    private Optional<Duration> retry = Optional.empty();

    EventStream(InputStream in) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next one, or null at the end of the connection. One that is not complete by then is none. */
    @Nullable
    ServerEvent next() throws IOException {
        StringBuilder data = new StringBuilder();
        String name = "message";
        for (String line = readLine(); line != null; line = readLine()) {
            if (line.isEmpty()) {
                if (data.length() > 0) {
                    return new ServerEvent(lastId, name, data.substring(0, data.length() - 1));
                }
                name = "message";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = value(line, colon);
            switch (field) {
                case "data" -> append(data, value);
                case "event" -> name = value;
                case "id" -> lastId = value.indexOf('\0') < 0 ? value : lastId;
                case "retry" ->
                    retry = value.matches("\\d{1,7}") ? Optional.of(Duration.ofMillis(Long.parseLong(value))) : retry;
                default -> {} // Comments have an empty field; others are for other readers.
            }
        }
        return null;
    }

    /** How long the server wants to be left alone before it is connected again. */
    Optional<Duration> retry() {
        return retry;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static String value(String line, int colon) {
        if (colon < 0) {
            return "";
        }
        return line.substring(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
    }

    private static void append(StringBuilder data, String value) throws IOException {
        requireShort(data.length() + value.length());
        data.append(value).append('\n');
    }

    /** A line without its end, which is CR, LF or both; null at the end of the stream. */
    private @Nullable String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int character = in.read(); character >= 0; character = in.read()) {
            boolean isRestOfEnd = isAfterCarriageReturn && character == '\n';
            isAfterCarriageReturn = character == '\r';
            if (isRestOfEnd) {
                continue;
            }
            if (character == '\r' || character == '\n') {
                return line.toString();
            }
            requireShort(line.length());
            line.append((char) character);
        }
        return null;
    }

    private static void requireShort(int characters) throws IOException {
        if (characters >= MAX_CHARACTERS) {
            throw new IOException("Event is too long: maxCharacters=" + MAX_CHARACTERS + "; see who sends it");
        }
    }
}

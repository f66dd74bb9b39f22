package io.millrace.master.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did, or tried to do. The texts hold no control characters and are bounded.
 *
 * @param at when it was answered
 * @param user name of the user, or of the token as {@code token:<name>}; {@code -} if nobody who is known
 * @param address where the request came from
 * @param method method of the request
 * @param path its path, without the query
 * @param status status of the answer; null if the client did not wait for it
 */
public record AuditEntry(
        Instant at,
        String user,
        String address,
        String method,
        String path,
        @Nullable Integer status) {

    private static final int MAX_LENGTH = 256;

    /** Makes the texts harmless. */
    public AuditEntry {
        user = harmless(user);
        address = harmless(address);
        method = harmless(method);
        path = harmless(path);
    }

    /** Nobody can begin a line, end a quotation, or fill the log. */
    private static String harmless(String text) {
        StringBuilder harmless = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MAX_LENGTH); i++) {
            char character = text.charAt(i);
            boolean isAscii = character >= ' ' && character < 127 && character != '"' && character != '\\';
            harmless.append(isAscii || Character.isLetterOrDigit(character) ? character : '?');
        }
        return text.length() > MAX_LENGTH ? harmless.append("...").toString() : harmless.toString();
    }
}

package io.millrace.master.rest;

import io.millrace.master.security.Protection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * Answers with a tag that changes with what is in them, so that whoever asks again with {@code If-None-Match} is told that
 * nothing has changed, and nothing else.
 */
final class Tagged {

    private static final int TAG_BYTES = 8;

    private Tagged() {}

    /** An answer of records, which say in their text all that they hold. */
    static <T> ResponseEntity<T> of(T body) {
        return ResponseEntity.ok()
                .eTag("W/\"" + digest(body.toString()) + "\"")
                .header(HttpHeaders.CACHE_CONTROL, Protection.NOT_KEPT)
                .body(body);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

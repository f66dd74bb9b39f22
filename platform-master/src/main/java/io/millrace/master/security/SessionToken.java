package io.millrace.master.security;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A login, as a browser carries it: {@code <version>.<payload>.<signature>}, both in base64 for addresses. The payload is
 * {@code <expiry in seconds since 1970>:<nonce>:<user>} in v1; in v2, that of somebody for whom an issuer answers, {@code
 * <expiry>:<nonce>:<issuer and claim>:<value of the claim in base64>:<user>}. The signature is HMAC-SHA256 (RFC 2104) of
 * everything before it. What the user may do does not stand in it, so that a change counts at once.
 *
 * @param user name of the user
 * @param nonce tells this login from others of the same user
 * @param expiresAt when it ends
 * @param origin who answers for the user; null if the console does
 */
record SessionToken(
        String user,
        String nonce,
        Instant expiresAt,
        @Nullable Origin origin) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String OWN = "v1";
    private static final String ISSUED = "v2";

    private static final int MAX_LENGTH = 1024;

    /** A cookie may have 4096 bytes with its name and all. */
    private static final int MAX_ISSUED_LENGTH = 3584;

    /** One of a user of the console itself. */
    SessionToken(String user, String nonce, Instant expiresAt) {
        this(user, nonce, expiresAt, null);
    }

    /**
     * Who answers for a user.
     *
     * @param source which claim of which issuer, in a few characters without colons
     * @param value value of the claim that had a role
     */
    record Origin(String source, String value) {}

    String encode(byte[] key) {
        String from = origin == null
                ? ""
                : origin.source() + ":" + base64(origin.value().getBytes(StandardCharsets.UTF_8)) + ":";
        String payload = expiresAt.getEpochSecond() + ":" + nonce + ":" + from + user;
        String version = origin == null ? OWN : ISSUED;
        String signed = version + "." + base64(payload.getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(signature(signed, key));
    }

    /** The login that a text stands for, or null if it was not signed with this key, is malformed, or is over. */
    static @Nullable SessionToken decode(String text, byte[] key, Instant now) {
        int max = text.startsWith(ISSUED) ? MAX_ISSUED_LENGTH : MAX_LENGTH;
        String[] parts = text.length() > max ? new String[0] : text.split("\\.", -1);
        if (parts.length != 3 || !(parts[0].equals(OWN) || parts[0].equals(ISSUED))) {
            return null;
        }
        try {
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            if (!Secrets.areEqual(signature, signature(parts[0] + "." + parts[1], key))) {
                return null;
            }
            String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            SessionToken session = parts[0].equals(OWN) ? own(payload) : issued(payload);
            return session.expiresAt().isAfter(now) ? session : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static SessionToken own(String payload) {
        String[] fields = payload.split(":", 3);
        return new SessionToken(fields[2], fields[1], Instant.ofEpochSecond(Long.parseLong(fields[0])));
    }

    private static SessionToken issued(String payload) {
        String[] fields = payload.split(":", 5);
        String value = new String(Base64.getUrlDecoder().decode(fields[3]), StandardCharsets.UTF_8);
        return new SessionToken(
                fields[4], fields[1], Instant.ofEpochSecond(Long.parseLong(fields[0])), new Origin(fields[2], value));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] signature(String text, byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}

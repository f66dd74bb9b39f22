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
 * A login, as a browser carries it: {@code v1.<payload>.<signature>}, both in base64 for addresses. The payload is {@code
 * <expiry in seconds since 1970>:<nonce>:<user>}, the signature HMAC-SHA256 (RFC 2104) of everything before it. What the
 * user may do does not stand in it, so that a change counts at once.
 *
 * @param user name of the user
 * @param nonce tells this login from others of the same user
 * @param expiresAt when it ends
 */
record SessionToken(String user, String nonce, Instant expiresAt) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1";
    private static final int MAX_LENGTH = 1024;

    String encode(byte[] key) {
        String payload = expiresAt.getEpochSecond() + ":" + nonce + ":" + user;
        String signed = VERSION + "." + base64(payload.getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(signature(signed, key));
    }

    /** The login that a text stands for, or null if it was not signed with this key, is malformed, or is over. */
    static @Nullable SessionToken decode(String text, byte[] key, Instant now) {
        String[] parts = text.length() > MAX_LENGTH ? new String[0] : text.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            return null;
        }
        try {
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            if (!Secrets.areEqual(signature, signature(parts[0] + "." + parts[1], key))) {
                return null;
            }
            String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            String[] fields = payload.split(":", 3);
            Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(fields[0]));
            return expiresAt.isAfter(now) ? new SessionToken(fields[2], fields[1], expiresAt) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
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

package io.millrace.master.security;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the key of the sessions of a cluster of its secret, by HKDF with HMAC-SHA256 (RFC 5869), so that all members have
 * the same, and nobody learns anything of the secret from a signature. Applications that share a secret do not share
 * sessions.
 */
final class SessionKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] SALT = utf8("millrace");
    private static final String LABEL = "console sessions v1 of ";

    private SessionKey() {}

    /** A key of 32 bytes. */
    static byte[] derive(String secret, String application) {
        byte[] pseudorandom = hmac(SALT, utf8(secret));
        return hmac(pseudorandom, utf8(LABEL + application + "\u0001"));
    }

    /** A key of 32 bytes for what people carry while they sign in elsewhere, made of that of the sessions. */
    static byte[] forSignIns(byte[] sessionKey) {
        return hmac(sessionKey, utf8("console sign-ins v1\u0001"));
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

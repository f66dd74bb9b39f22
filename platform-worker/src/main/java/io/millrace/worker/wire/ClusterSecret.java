package io.millrace.worker.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What all members of a cluster know and nobody else. It is never sent; proofs made with it are.
 *
 * <p><b>Thread.</b> Immutable.
 */
public final class ClusterSecret {

    /** Fewest bytes, so that it cannot be found by trying. */
    public static final int MIN_BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private ClusterSecret(byte[] bytes) {
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException("Cluster secret is too short: bytes=" + bytes.length + ", minBytes="
                    + MIN_BYTES + "; take random ones, such as of `openssl rand -base64 32`");
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** A secret of bytes, which are copied. */
    public static ClusterSecret of(byte[] bytes) {
        return new ClusterSecret(bytes);
    }

    /** A secret of the bytes of a text, in UTF-8. */
    public static ClusterSecret of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return new ClusterSecret(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** HMAC-SHA256 over some parts; the caller sees to it that no two lists of parts look alike when put together. */
    byte[] sign(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "ClusterSecret[…]";
    }
}

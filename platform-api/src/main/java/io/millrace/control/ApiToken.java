package io.millrace.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A secret with which a program comes into the REST API, as {@code Authorization: Bearer mrt_…}: 256 random bits, behind a
 * prefix by which people and scanners of secrets know it.
 *
 * <p>The console knows the hash of it only. One round of SHA-256 is enough, since nobody finds 256 random bits by trying;
 * passwords, which people choose, need more.
 *
 * <p><b>Thread.</b> Immutable.
 */
public final class ApiToken {

    /** Begins every token. */
    public static final String PREFIX = "mrt_";

    /** Begins every hash. */
    public static final String ALGORITHM = "{sha256}";

    private static final int BYTES = 32;
    private static final Pattern HASH = Pattern.compile("\\{sha256}[0-9a-f]{64}");
    private static final Pattern SECRET = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    private final String secret;

    private ApiToken(String secret) {
        this.secret = secret;
    }

    /** A new one that nobody else has. */
    public static ApiToken random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new ApiToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether a text has the form of a token. It is bounded by that, too. */
    public static boolean isSecret(String text) {
        return text.length() == PREFIX.length() + 43 && SECRET.matcher(text).matches();
    }

    /** Whether a text has the form of the hash of a token. */
    public static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /** Hash of the text of a token: {@code {sha256}} and 64 hexadecimal digits, as {@code sha256sum} writes them. */
    public static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return ALGORITHM + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** What the program sends. It is shown once and kept by whoever uses it. */
    public String secret() {
        return secret;
    }

    /** What stands in the configuration, as {@code millrace.console.tokens.<name>.hash}. */
    public String hash() {
        return hash(secret);
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "ApiToken[" + hash() + "]";
    }
}

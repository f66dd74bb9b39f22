package io.millrace.worker.autoconfigure;

import io.millrace.worker.wire.ClusterSecret;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a secret that others could guess. What it says shows nothing of a secret that is kept. */
final class SecretFault {

    /** Sixteen random hexadecimal digits with fewer different ones are rarer than one in a million. */
    private static final int MIN_DISTINCT = 5;

    /** Spring leaves it as it is if there is no such variable, and then the name of the variable would be the secret. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]*)[^}]*}");

    private static final Pattern COMMON = Pattern.compile(
            "secret|password|example|change.?me|cluster|millrace|0?12345678(90?)?|abcdef(gh)?",
            Pattern.CASE_INSENSITIVE);

    private SecretFault() {}

    /**
     * What a secret is, as the rest of a sentence, or null if nothing is wrong.
     *
     * @param productionProfile profile in which examples are refused too, or null for none
     */
    static @Nullable String of(@Nullable String secret, @Nullable String productionProfile) {
        if (secret == null) {
            return "is not set";
        }
        Matcher placeholder = PLACEHOLDER.matcher(secret);
        if (placeholder.find()) {
            return "is a placeholder that nothing fills: variable=" + placeholder.group(1);
        }
        if (secret.length() < ClusterSecret.MIN_BYTES) {
            return "is too short: length=" + secret.length();
        }
        long distinct = secret.chars().distinct().count();
        if (distinct < MIN_DISTINCT) {
            return "repeats itself: distinctCharacters=" + distinct;
        }
        int rest = COMMON.matcher(secret).replaceAll("").length();
        return productionProfile != null && rest < ClusterSecret.MIN_BYTES
                ? "looks like an example, in production: profile=" + productionProfile
                        + ", charactersBesideCommonWords=" + rest
                : null;
    }
}

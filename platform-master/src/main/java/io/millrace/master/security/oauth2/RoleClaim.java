package io.millrace.master.security.oauth2;

import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.OAuth2Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.ClaimAccessor;

/**
 * Reads who somebody is, and what that one may do, out of the claims of a token.
 *
 * @param source tells issuer and claim from others, in a few characters
 * @param path name of the claim, with dots where it lies within others
 * @param roles role by value of the claim
 */
public record RoleClaim(String source, String path, Map<String, Role> roles) {

    private static final int MAX_NAME = 128;
    private static final int SOURCE_BYTES = 9;

    static RoleClaim of(OAuth2Settings settings) {
        return new RoleClaim(
                fingerprint(settings.issuer() + "\n" + settings.roleClaim()), settings.roleClaim(), settings.roles());
    }

    /** What a value stands for; null for nothing. */
    public @Nullable Role role(String value) {
        return roles.get(value);
    }

    IssuedLogin login(ClaimAccessor token) {
        return new IssuedLogin(
                name(token),
                best(token.getClaims()),
                Objects.requireNonNull(token.getClaimAsInstant("exp"), "exp").plus(IssuedTokens.SKEW));
    }

    /** The value with the highest role. */
    @Nullable
    String best(Map<String, Object> claims) {
        String best = null;
        for (String value : (Iterable<String>) values(claims)::iterator) {
            Role role = roles.get(value);
            Role before = best == null ? null : roles.get(best);
            if (role != null && (before == null || role.compareTo(before) > 0)) {
                best = value;
            }
        }
        return best;
    }

    private static String name(ClaimAccessor token) {
        String preferred = token.getClaimAsString("preferred_username");
        String subject = token.getClaimAsString("sub");
        String name = preferred == null || preferred.isBlank() ? subject : preferred;
        return name == null ? "unknown" : name.substring(0, Math.min(name.length(), MAX_NAME));
    }

    /** A list of texts, or one text, which may be several with spaces between them, as in scope. */
    private Stream<String> values(Map<String, Object> claims) {
        Object found = find(claims);
        if (found instanceof Collection<?> several) {
            return several.stream().filter(String.class::isInstance).map(String.class::cast);
        }
        return found instanceof String text ? Stream.concat(Stream.of(text), Stream.of(text.split(" "))) : Stream.of();
    }

    /** A name with dots may be that of a claim itself, as where names are addresses. */
    private @Nullable Object find(Map<String, Object> claims) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        Object found = claims;
        for (String step : List.of(path.split("\\."))) {
            found = found instanceof Map<?, ?> within ? within.get(step) : null;
        }
        return found;
    }

    private static String fingerprint(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, SOURCE_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

package io.millrace.control;

import io.millrace.control.ConsoleSettings.Role;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A new token and what has to stand in the configuration for it to be taken.
 *
 * @param name name of the token, which the audit shows; letters, digits and dashes
 * @param role what it may do
 * @param expiresAt when it ends
 * @param token the token itself
 */
public record TokenIssue(String name, Role role, Instant expiresAt, ApiToken token) {

    /** What a name may be, so that it can be a key of a property in every form of them. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** Checks the name. */
    public TokenIssue {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Token has a name that it cannot have: name=" + name
                    + "; use 1 to 64 small letters, digits and dashes");
        }
    }

    /** A new token. */
    public static TokenIssue of(String name, Role role, Instant expiresAt) {
        return new TokenIssue(name, role, expiresAt, ApiToken.random());
    }

    /** The lines of a properties file. They hold no secret. */
    public List<String> configuration() {
        String prefix = "millrace.console.tokens." + name;
        return List.of(
                prefix + ".hash=" + token.hash(),
                prefix + ".role=" + role.name().toLowerCase(Locale.ROOT),
                prefix + ".expires=" + expiresAt);
    }
}

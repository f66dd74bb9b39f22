package io.millrace.console;

import io.millrace.control.ApiToken;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.TokenIssue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Something that a program may come in with.
 *
 * @param hash Hash of the token, as {sha256}... with 64 hexadecimal digits.
 * @param role What the program may do.
 * @param expires When the token ends: a date, whose end in UTC it is, or an instant.
 */
record ApiTokenProperties(
        @Nullable String hash,
        ConsoleSettings.@Nullable Role role,
        @Nullable String expires) {

    private static final int DATE_LENGTH = "2027-01-31".length();

    /** Refuses what cannot be a token, before anything starts. */
    static void check(Map<String, ApiTokenProperties> tokens) {
        Map<String, String> nameOfHash = new HashMap<>();
        tokens.forEach((name, token) -> {
            ConsoleSettings.Token checked = token.toSettings(name);
            String other = nameOfHash.put(checked.hash(), name);
            if (other != null) {
                throw new InvalidConfigurationPropertyValueException(
                        property(name) + "hash", "(not shown)", "It is that of " + other + ", too: make a new token");
            }
        });
    }

    /** The token as the console knows it. */
    ConsoleSettings.Token toSettings(String name) {
        String property = property(name);
        if (!TokenIssue.NAME.matcher(name).matches()) {
            throw new InvalidConfigurationPropertyValueException(
                    ConsoleProperties.PREFIX + ".tokens",
                    name,
                    "Name of a token is none: use 1 to 64 small letters, digits and dashes");
        }
        String ownHash = hash;
        if (ownHash == null || !ApiToken.isHash(ownHash)) {
            // It may be the token itself, so it is not repeated.
            throw refused(
                    property + "hash",
                    "Hash of the token is missing or of another form: use {sha256} and 64 small hexadecimal digits,"
                            + " such as of `printf %s mrt_... | sha256sum`");
        }
        ConsoleSettings.Role ownRole = role;
        if (ownRole == null) {
            throw refused(property + "role", "Role is missing: use viewer, operator or admin");
        }
        return new ConsoleSettings.Token(name, ownHash, ownRole, expiresAt(property + "expires"));
    }

    private Instant expiresAt(String property) {
        if (expires == null || expires.isBlank()) {
            throw refused(property, "Every token has to end: use a date such as 2027-01-31");
        }
        try {
            return expires.length() == DATE_LENGTH
                    ? LocalDate.parse(expires)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : OffsetDateTime.parse(expires).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidConfigurationPropertyValueException(
                    property, expires, "It is no time: use 2027-01-31, or 2027-01-31T12:00:00Z", e);
        }
    }

    private static String property(String name) {
        return ConsoleProperties.PREFIX + ".tokens." + name + ".";
    }

    private static InvalidConfigurationPropertyValueException refused(String property, String reason) {
        return new InvalidConfigurationPropertyValueException(property, "(not shown)", reason);
    }
}

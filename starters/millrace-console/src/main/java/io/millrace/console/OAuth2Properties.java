package io.millrace.console;

import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.OAuth2Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * Logins that somebody else answers for: tokens of programs, and people who sign in there.
 *
 * @param issuer Address of the issuer, exactly as it stands in its tokens.
 * @param audience Audience that tokens of programs have to be made for.
 * @param roleClaim Claim with the roles, in tokens of programs and in ID tokens; with dots where it lies within others.
 * @param roles Role in the console, by value of the claim.
 * @param clientId Name of the console at the issuer, for people to sign in there.
 * @param clientSecret Secret of the console at the issuer.
 * @param scopes What the console asks for when somebody signs in. By default openid and profile.
 * @param baseUrl Address of the console in browsers, where it is not the one that requests name, as behind a proxy with
 *     TLS.
 */
@ConfigurationProperties(OAuth2Properties.PREFIX)
record OAuth2Properties(
        @Nullable String issuer,
        @Nullable String audience,
        @Nullable String roleClaim,
        @DefaultValue Map<String, Role> roles,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable List<String> scopes,
        @Nullable String baseUrl) {

    static final String PREFIX = "millrace.console.security.oauth2";

    private static final int MAX_LENGTH = 200;
    private static final String OPENID = "openid";

    /** Refuses what cannot work, before anything starts. */
    OAuth2Properties {
        boolean isWanted = Stream.of(issuer, audience, roleClaim, clientId, clientSecret, scopes, baseUrl)
                        .anyMatch(value -> value != null)
                || !roles.isEmpty();
        if (isWanted) {
            IssuerAddress.check(
                    PREFIX + ".issuer",
                    required(
                            "issuer",
                            issuer,
                            "write the address of the issuer as it stands in its tokens, as https://login.example.com"));
            required("audience", audience, "write what the issuer puts into aud of tokens for this console");
            required("role-claim", roleClaim, "write the claim that holds roles, as roles or realm_access.roles");
            checkRoles(roles);
            checkLogin(clientId, clientSecret, scopes, baseUrl);
        }
    }

    /** What they make of a console; null if nothing is wanted. */
    @Nullable
    OAuth2Settings toSettings() {
        if (issuer == null || audience == null || roleClaim == null) {
            return null;
        }
        OAuth2Settings.Login login = clientId == null || clientSecret == null
                ? null
                : new OAuth2Settings.Login(
                        clientId, clientSecret, scopes == null ? List.of(OPENID, "profile") : scopes, baseUrl);
        return new OAuth2Settings(issuer, audience, roleClaim, roles, login);
    }

    private static void checkRoles(Map<String, Role> roles) {
        if (roles.isEmpty()) {
            throw refused(
                    "roles",
                    "No value of the claim has a role, so nobody could do anything: set " + PREFIX
                            + ".roles.<value>=viewer, operator or admin");
        }
        for (String value : roles.keySet()) {
            if (value.length() > MAX_LENGTH) {
                throw refused("roles", "Value of the claim is longer than " + MAX_LENGTH + " characters");
            }
        }
    }

    private static void checkLogin(
            @Nullable String id, @Nullable String secret, @Nullable List<String> scopes, @Nullable String baseUrl) {
        if (id == null && secret == null && scopes == null && baseUrl == null) {
            return;
        }
        required("client-id", id, "write the name that the console has at the issuer, or leave out what is of a login");
        required("client-secret", secret, "write the secret that the issuer has given to this client");
        if (scopes != null && !scopes.contains(OPENID)) {
            throw refused("scopes", "openid is missing, without which the issuer says nothing of who it is: add it");
        }
        if (baseUrl != null) {
            IssuerAddress.checkBase(PREFIX + ".base-url", baseUrl);
        }
    }

    private static String required(String name, @Nullable String value, String remedy) {
        if (!StringUtils.hasText(value)) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + "." + name,
                    null,
                    "It is missing, and mandatory as other properties of " + PREFIX + " are set: " + remedy);
        }
        if (value.length() > MAX_LENGTH) {
            throw refused(name, "It is longer than " + MAX_LENGTH + " characters");
        }
        return value;
    }

    /** It may be the secret, or stand where the secret should, so it is not repeated. */
    private static InvalidConfigurationPropertyValueException refused(String name, String reason) {
        return new InvalidConfigurationPropertyValueException(PREFIX + "." + name, "(not shown)", reason);
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "OAuth2Properties[issuer=" + issuer + ", audience=" + audience + ", roleClaim=" + roleClaim + ", roles="
                + roles + ", clientId=" + clientId + ", scopes=" + scopes + ", baseUrl=" + baseUrl + "]";
    }
}

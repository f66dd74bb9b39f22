package io.millrace.control;

import io.millrace.control.ConsoleSettings.Role;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose logins a console takes beside its own.
 *
 * @param issuer address of the issuer, exactly as it stands in its tokens
 * @param audience audience that tokens of programs have to be made for
 * @param roleClaim claim with the roles; with dots where it lies within others
 * @param roles role in the console, by value of the claim
 * @param login how people sign in at the issuer; null if only programs come with its tokens
 */
public record OAuth2Settings(
        String issuer,
        String audience,
        String roleClaim,
        Map<String, Role> roles,
        @Nullable Login login) {

    /** Keeps its own copy of the roles. */
    public OAuth2Settings {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(audience, "audience");
        Objects.requireNonNull(roleClaim, "roleClaim");
        roles = Map.copyOf(roles);
    }

    /**
     * How people sign in, by the authorization code flow of OpenID Connect.
     *
     * @param clientId name of the console at the issuer
     * @param clientSecret secret of the console at the issuer
     * @param scopes what is asked for, openid among it
     * @param baseUrl address of the console in browsers, as {@code https://host}; null for the one that requests name
     */
    public record Login(
            String clientId,
            String clientSecret,
            List<String> scopes,
            @Nullable String baseUrl) {

        /** Keeps its own copy of the scopes. */
        public Login {
            Objects.requireNonNull(clientId, "clientId");
            Objects.requireNonNull(clientSecret, "clientSecret");
            scopes = List.copyOf(scopes);
        }

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Login[clientId=" + clientId + ", scopes=" + scopes + ", baseUrl=" + baseUrl + "]";
        }
    }
}

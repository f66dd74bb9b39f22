package io.millrace.master.security.oauth2;

import io.millrace.control.OAuth2Settings;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What a console takes of an issuer.
 *
 * @param roles what logins may do; null if there is no issuer
 * @param tokens checks tokens of programs; null if there is no issuer
 * @param login signs people in; null if there is no issuer, or people do not sign in there
 */
public record OAuth2Access(
        @Nullable RoleClaim roles,
        @Nullable IssuedTokens tokens,
        @Nullable CodeFlow login) {

    /**
     * What was configured; asks nobody yet.
     *
     * @param settings null for no issuer
     * @param key of 32 bytes, for nothing else but what people carry while they sign in
     */
    public static OAuth2Access of(@Nullable OAuth2Settings settings, byte[] key, Clock clock) {
        if (settings == null) {
            return new OAuth2Access(null, null, null);
        }
        Issuer issuer = new Issuer(settings.issuer(), clock);
        RoleClaim roles = RoleClaim.of(settings);
        OAuth2Settings.Login login = settings.login();
        return new OAuth2Access(
                roles,
                new IssuedTokens(issuer, settings.audience(), roles, clock),
                login == null
                        ? null
                        : new CodeFlow(issuer, CodeFlowClient.of(settings.issuer(), login), roles, key, clock));
    }
}

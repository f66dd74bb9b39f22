package io.millrace.master.security;

import io.millrace.control.ApiToken;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.Token;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * What programs come in with: the tokens of the configuration, and the one of the data folder for programs of the user who
 * runs this process. Nothing is kept of a request, so every member of a cluster with the same configuration takes the same
 * tokens, and a token that is taken out of it is revoked.
 *
 * <p><b>Thread.</b> Any.
 */
final class BearerTokens {

    private static final String SCHEME = "Bearer ";

    private final List<Token> tokens;
    private final Credentials credentials;
    private final Clock clock;

    BearerTokens(List<Token> tokens, Credentials credentials, Clock clock) {
        this.tokens = tokens;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** The token that a request shows, or null if it shows none. */
    static @Nullable String shown(ServerWebExchange exchange) {
        String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        boolean hasToken = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return header != null && hasToken ? header.substring(SCHEME.length()).trim() : null;
    }

    /** Whom a token lets in, or null if it is wrong or has ended. */
    @Nullable
    Login login(String text) {
        Token token = find(text);
        if (token != null) {
            return hasEnded(token) ? null : new Login("token:" + token.name(), token.role(), token.expiresAt());
        }
        return credentials.isProgramToken(text) ? new Login("program", Role.ADMIN, Instant.MAX) : null;
    }

    /** The token that would be the right one, had it not ended; null if it is wrong or has not. */
    @Nullable
    Token ended(String text) {
        Token token = find(text);
        return token != null && hasEnded(token) ? token : null;
    }

    private boolean hasEnded(Token token) {
        return !clock.instant().isBefore(token.expiresAt());
    }

    /** Compares with all of them, each in a time that tells nothing. */
    private @Nullable Token find(String text) {
        if (!ApiToken.isSecret(text)) {
            return null;
        }
        byte[] hash = ApiToken.hash(text).getBytes(StandardCharsets.UTF_8);
        Token found = null;
        for (Token token : tokens) {
            if (Secrets.areEqual(token.hash().getBytes(StandardCharsets.UTF_8), hash)) {
                found = token;
            }
        }
        return found;
    }
}

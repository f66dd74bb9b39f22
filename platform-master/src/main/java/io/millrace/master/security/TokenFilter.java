package io.millrace.master.security;

import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.Token;
import io.millrace.master.security.oauth2.IssuedLogin;
import io.millrace.master.security.oauth2.IssuedTokens;
import io.millrace.master.security.oauth2.IssuerUnavailableException;
import io.millrace.master.security.oauth2.OAuth2Access;
import io.millrace.master.security.oauth2.RoleClaim;
import java.time.Duration;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Turns away who comes with a token that is wrong or has ended. An address with many wrong ones has to wait, like one with
 * wrong passwords, but only for its wrong ones: behind a proxy all programs have one address, and nobody guesses 256 bits.
 */
final class TokenFilter implements WebFilter {

    private static final long UNAVAILABLE_SECONDS = 5;

    private final BearerTokens tokens;
    private final LoginThrottle throttle;
    private final OAuth2Access oauth2;

    /**
     * Makes a filter.
     *
     * @param throttle counts wrong tokens and nothing else
     */
    TokenFilter(BearerTokens tokens, LoginThrottle throttle, OAuth2Access oauth2) {
        this.tokens = tokens;
        this.throttle = throttle;
        this.oauth2 = oauth2;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String shown = BearerTokens.shown(exchange);
        if (shown == null || tokens.login(shown) != null) {
            return chain.filter(exchange);
        }
        IssuedTokens issued = oauth2.tokens();
        RoleClaim roles = oauth2.roles();
        if (issued != null && roles != null && IssuedTokens.isMeant(shown)) {
            // First an answer, then its run: what fails behind this filter is not the token's.
            return issued.login(shown)
                    .map(login -> enter(exchange, chain, login, roles))
                    .onErrorResume(IssuerUnavailableException.class, cause -> Mono.just(refuseUnknown(exchange, cause)))
                    .onErrorResume(JwtValidationException.class, cause -> Mono.just(refuseElsewhere(exchange, cause)))
                    .onErrorResume(JwtException.class, cause -> Mono.just(refuseWrong(exchange)))
                    .flatMap(answer -> answer);
        }
        Token ended = tokens.ended(shown);
        return ended == null ? refuseWrong(exchange) : refuseEnded(exchange, ended);
    }

    private static Mono<Void> enter(
            ServerWebExchange exchange, WebFilterChain chain, IssuedLogin issued, RoleClaim roles) {
        String name = Login.issuedName(issued.name());
        AuditFilter.onUser(exchange, name);
        Role role = issued.value() == null ? null : roles.role(issued.value());
        if (role == null) {
            return Problems.write(
                    exchange,
                    HttpStatus.FORBIDDEN,
                    "This token has no role here: claim=" + roles.path(),
                    "Give " + issued.name()
                            + " a role at the issuer that stands in millrace.console.security.oauth2.roles");
        }
        Sessions.enter(exchange, new Login(name, role, issued.expiresAt()));
        return chain.filter(exchange);
    }

    private Mono<Void> refuseWrong(ServerWebExchange exchange) {
        return Mono.defer(() -> {
            String address = LoginFilter.address(exchange);
            Duration wait = throttle.waitOf(address);
            if (!wait.isZero()) {
                return Problems.tooMany(exchange, "Too many wrong tokens have come from this address", wait);
            }
            throttle.onFailure(address);
            return challenge(
                    exchange,
                    "The token of this request is not known here",
                    "Send a token of millrace.console.tokens, or the one of console.token in the data folder, which is"
                            + " new with each start"
                            + (oauth2.tokens() == null
                                    ? ""
                                    : ", or one that the issuer of millrace.console.security.oauth2 has signed"));
        });
    }

    /** To who has a token that the issuer has signed, it may be said what is wrong with it. */
    private static Mono<Void> refuseElsewhere(ServerWebExchange exchange, JwtValidationException cause) {
        String reasons = cause.getErrors().stream()
                .map(OAuth2Error::getDescription)
                .filter(reason -> reason != null)
                .distinct()
                .collect(Collectors.joining("; "));
        return challenge(
                exchange,
                "The issuer has signed this token, but it does not count here and now: " + reasons,
                "Get a new one, for the audience of millrace.console.security.oauth2.audience");
    }

    private static Mono<Void> refuseUnknown(ServerWebExchange exchange, IssuerUnavailableException cause) {
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(UNAVAILABLE_SECONDS));
        return Problems.write(
                exchange,
                HttpStatus.SERVICE_UNAVAILABLE,
                "This token cannot be checked: " + cause.getMessage(),
                "Try again when the issuer answers; tokens of millrace.console.tokens do not need it");
    }

    private static Mono<Void> refuseEnded(ServerWebExchange exchange, Token token) {
        return challenge(
                exchange,
                "The token " + token.name() + " has expired: at=" + token.expiresAt(),
                "Make a new one, and set millrace.console.tokens." + token.name() + ".hash and .expires");
    }

    private static Mono<Void> challenge(ServerWebExchange exchange, String detail, String remedy) {
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        return Problems.write(exchange, HttpStatus.UNAUTHORIZED, detail, remedy);
    }
}

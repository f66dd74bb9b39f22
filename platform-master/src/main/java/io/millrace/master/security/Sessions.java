package io.millrace.master.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Logins that live in a signed cookie, so that nothing has to be kept for them, and any process with the key takes them.
 * Only those that were ended by a logout are remembered, until they would have ended by themselves. Programs of the user who
 * runs this process show a token instead.
 *
 * <p><b>Thread.</b> Any.
 */
public final class Sessions implements ServerSecurityContextRepository {

    /** Name of the cookie. */
    public static final String COOKIE = "millrace-session";

    private static final String BEARER = "Bearer ";
    private static final int MAX_ENDED = 10_000;

    private final Credentials credentials;
    private final Duration timeout;
    private final Clock clock;

    private final Map<String, Instant> ended = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_ENDED || eldest.getValue().isBefore(clock.instant());
        }
    };

    Sessions(Credentials credentials, Duration timeout, Clock clock) {
        this.credentials = credentials;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** Whether a request shows a token instead of a cookie, and so cannot be made by a page of somebody else. */
    static boolean hasToken(ServerWebExchange exchange) {
        String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith(BEARER);
    }

    /** When the login of a request ends; now if it has ended. */
    public Instant endOf(ServerWebExchange exchange) {
        if (hasToken(exchange)) {
            return Instant.MAX;
        }
        SessionToken session = session(exchange);
        return session == null ? clock.instant() : session.expiresAt();
    }

    /** Whether a request that was let in would still be. */
    public boolean isOpen(ServerWebExchange exchange) {
        return user(exchange) != null;
    }

    /** Writes the login into the answer, or, without a context, takes it out of the browser. */
    @Override
    public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
        return Mono.fromRunnable(() -> {
            Authentication authentication = context == null ? null : context.getAuthentication();
            exchange.getResponse()
                    .addCookie(authentication == null ? ending(exchange) : starting(exchange, authentication));
        });
    }

    @Override
    public Mono<SecurityContext> load(ServerWebExchange exchange) {
        return Mono.fromCallable(() -> user(exchange))
                .map(user -> new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                        user.name(), null, ConsoleUser.authorities(user.role()))));
    }

    private @Nullable ConsoleUser user(ServerWebExchange exchange) {
        if (hasToken(exchange)) {
            String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
            return header != null && credentials.isProgramToken(header.substring(BEARER.length()))
                    ? new ConsoleUser("program", "", io.millrace.control.ConsoleSettings.Role.ADMIN)
                    : null;
        }
        SessionToken session = session(exchange);
        return session == null ? null : credentials.user(session.user());
    }

    private @Nullable SessionToken session(ServerWebExchange exchange) {
        HttpCookie cookie = exchange.getRequest().getCookies().getFirst(COOKIE);
        SessionToken session = cookie == null
                ? null
                : SessionToken.decode(cookie.getValue(), credentials.sessionKey(), clock.instant());
        return session == null || isEnded(session) ? null : session;
    }

    private boolean isEnded(SessionToken session) {
        synchronized (ended) {
            return ended.containsKey(session.nonce());
        }
    }

    private ResponseCookie starting(ServerWebExchange exchange, Authentication authentication) {
        SessionToken session = new SessionToken(
                authentication.getName(), Secrets.token(), clock.instant().plus(timeout));
        return cookie(exchange, session.encode(credentials.sessionKey()), timeout);
    }

    private ResponseCookie ending(ServerWebExchange exchange) {
        SessionToken session = session(exchange);
        if (session != null) {
            synchronized (ended) {
                ended.put(session.nonce(), session.expiresAt());
            }
        }
        return cookie(exchange, "", Duration.ZERO);
    }

    private static ResponseCookie cookie(ServerWebExchange exchange, String value, Duration age) {
        return ResponseCookie.from(COOKIE, value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure("https".equals(exchange.getRequest().getURI().getScheme()))
                .path("/")
                .maxAge(age)
                .build();
    }
}

package io.millrace.master.security;

import io.millrace.control.ConsoleSettings.Role;
import io.millrace.master.security.oauth2.OAuth2Access;
import io.millrace.master.security.oauth2.RoleClaim;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Logins that live in a signed cookie, so that nothing has to be kept for them, and any process with the key takes them.
 * Only those that were ended by a logout are remembered, until they would have ended by themselves, and by this process only.
 * Programs show a token instead.
 *
 * <p><b>Thread.</b> Any.
 */
public final class Sessions implements ServerSecurityContextRepository {

    /** Name of the cookie. */
    public static final String COOKIE = "millrace-session";

    private static final String ENTERED = Sessions.class.getName() + ".entered";
    private static final int MAX_ENDED = 10_000;

    private final Credentials credentials;
    private final BearerTokens tokens;
    private final OAuth2Access oauth2;
    private final Duration timeout;
    private final Clock clock;

    private final Map<String, Instant> ended = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_ENDED || eldest.getValue().isBefore(clock.instant());
        }
    };

    Sessions(Credentials credentials, BearerTokens tokens, OAuth2Access oauth2, Duration timeout, Clock clock) {
        this.credentials = credentials;
        this.tokens = tokens;
        this.oauth2 = oauth2;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** Makes a request, which shows a token, one of this login: its token was checked. */
    static void enter(ServerWebExchange exchange, Login login) {
        exchange.getAttributes().put(ENTERED, login);
    }

    /** When the login of a request ends; now if it has ended. */
    public Instant endOf(ServerWebExchange exchange) {
        Login login = login(exchange);
        return login == null ? clock.instant() : login.endsAt();
    }

    /** Whether a request that was let in would still be. */
    public boolean isOpen(ServerWebExchange exchange) {
        return login(exchange) != null;
    }

    /** Who asks, by the token or the cookie of the request; null if nobody who is known. */
    @Nullable
    Login login(ServerWebExchange exchange) {
        String token = BearerTokens.shown(exchange);
        if (token != null) {
            Login entered = exchange.getAttribute(ENTERED);
            boolean isOpen = entered != null && clock.instant().isBefore(entered.endsAt());
            return isOpen ? entered : tokens.login(token);
        }
        SessionToken session = session(exchange);
        return session == null ? null : login(session);
    }

    /** Begins the login of somebody for whom an issuer answers. */
    void start(ServerWebExchange exchange, String user, SessionToken.Origin origin, boolean isSecure) {
        SessionToken session =
                new SessionToken(user, Secrets.token(), clock.instant().plus(timeout), origin);
        ResponseCookie cookie = cookie(exchange, session.encode(credentials.sessionKey()), timeout);
        exchange.getResponse().addCookie(isSecure ? cookie.mutate().secure(true).build() : cookie);
    }

    /** What users may do now, not what they might when they came in. */
    private @Nullable Login login(SessionToken session) {
        SessionToken.Origin origin = session.origin();
        if (origin == null) {
            ConsoleUser user = credentials.user(session.user());
            return user == null ? null : new Login(user.name(), user.role(), session.expiresAt());
        }
        RoleClaim roles = oauth2.roles();
        Role role = roles == null || !roles.source().equals(origin.source()) ? null : roles.role(origin.value());
        return role == null ? null : new Login(Login.issuedName(session.user()), role, session.expiresAt());
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
        return Mono.fromCallable(() -> login(exchange)).map(login -> new SecurityContextImpl(login.toAuthentication()));
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

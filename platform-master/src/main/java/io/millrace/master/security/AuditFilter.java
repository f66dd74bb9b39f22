package io.millrace.master.security;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Writes down each request that changes something, or would have if it had not been refused, and each login. The entry is
 * there before the client has the answer.
 */
final class AuditFilter implements WebFilter, Ordered {

    private static final Set<HttpMethod> READING =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);
    private static final String LOGIN = AuditFilter.class.getName() + ".login";
    private static final String USER = AuditFilter.class.getName() + ".user";
    private static final String NOBODY = "-";

    private final AuditLog audit;
    private final Sessions sessions;
    private final Clock clock;

    AuditFilter(AuditLog audit, Sessions sessions, Clock clock) {
        this.audit = audit;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * Makes a request one that is written down, whatever its method.
     *
     * @param user who logs in, or null if nobody who is known
     */
    static void onLogin(ServerWebExchange exchange, @Nullable String user) {
        exchange.getAttributes().put(LOGIN, user == null ? NOBODY : user);
    }

    /** Says who asks, where that is known only after the request has come here. */
    static void onUser(ServerWebExchange exchange, String user) {
        exchange.getAttributes().put(USER, user);
    }

    /** Before security, whose refusals count, too. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        // A logout ends the login, so who it was is asked before.
        Login login = sessions.login(exchange);
        String user = login == null ? NOBODY : login.name();
        AtomicBoolean isWritten = new AtomicBoolean();
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> write(exchange, user, isWritten)));
        return chain.filter(exchange).doOnCancel(() -> write(exchange, user, isWritten));
    }

    private void write(ServerWebExchange exchange, String user, AtomicBoolean isWritten) {
        ServerHttpRequest request = exchange.getRequest();
        String entering = exchange.getAttribute(LOGIN);
        boolean isOfInterest = entering != null || !READING.contains(request.getMethod());
        if (isOfInterest && isWritten.compareAndSet(false, true)) {
            audit.add(new AuditEntry(
                    clock.instant(),
                    entering == null ? exchange.getAttributeOrDefault(USER, user) : entering,
                    LoginFilter.address(exchange),
                    request.getMethod().name(),
                    request.getPath().pathWithinApplication().value(),
                    status(exchange)));
        }
    }

    private static @Nullable Integer status(ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        if (status != null) {
            return status.value();
        }
        return exchange.getResponse().isCommitted() ? Integer.valueOf(200) : null;
    }
}

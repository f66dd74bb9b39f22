package io.millrace.master.security;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets in who comes with the link, and lets who guesses passwords wait. */
final class LoginFilter implements WebFilter {

    private static final String LOGIN = "/login";

    private final Credentials credentials;
    private final Sessions sessions;
    private final LoginThrottle throttle;

    LoginFilter(Credentials credentials, Sessions sessions, LoginThrottle throttle) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.throttle = throttle;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getPath().pathWithinApplication().value().equals(LOGIN)) {
            return chain.filter(exchange);
        }
        if (HttpMethod.POST.equals(exchange.getRequest().getMethod())) {
            Duration wait = throttle.waitOf(address(exchange));
            return wait.isZero()
                    ? chain.filter(exchange)
                    : Problems.tooMany(exchange, "Too many logins have failed from this address", wait);
        }
        String token = exchange.getRequest().getQueryParams().getFirst("token");
        return token == null ? chain.filter(exchange) : redeem(exchange, token);
    }

    /** Where a request comes from, for counting failures. */
    static String address(ServerWebExchange exchange) {
        InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        return remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
    }

    static Mono<Void> redirect(ServerWebExchange exchange, String path) {
        return Mono.defer(() -> {
            exchange.getResponse().setStatusCode(HttpStatus.FOUND);
            exchange.getResponse().getHeaders().setLocation(URI.create(path));
            return exchange.getResponse().setComplete();
        });
    }

    private Mono<Void> redeem(ServerWebExchange exchange, String token) {
        @Nullable ConsoleUser user = credentials.redeemLink(token);
        AuditFilter.onLogin(exchange, user == null ? null : user.name());
        if (user == null) {
            return redirect(exchange, sessions.isOpen(exchange) ? "/" : "/login?expired");
        }
        SecurityContextImpl context = new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                user.name(), null, ConsoleUser.authorities(user.role())));
        return sessions.save(exchange, context).then(redirect(exchange, "/"));
    }
}

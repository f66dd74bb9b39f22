package io.millrace.master.security;

import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Headers that every answer carries, whoever gives it: they tell a browser what it may do with the answer. They are set before
 * anybody looks at a request, since a file that is sent as such, and a request that is refused at the door, come by no later
 * place.
 */
public final class Protection implements WebFilter, Ordered {

    static final String CONTENT_POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** Of every answer, by name. */
    public static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", CONTENT_POLICY,
            "X-Frame-Options", "DENY",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer");

    /** Of an answer that nobody keeps. */
    public static final String NOT_KEPT = "no-cache, no-store, max-age=0, must-revalidate";

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HEADERS.forEach(exchange.getResponse().getHeaders()::set);
        return chain.filter(exchange);
    }
}

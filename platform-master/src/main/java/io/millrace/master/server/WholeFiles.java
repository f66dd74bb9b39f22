package io.millrace.master.server;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Sends no parts of files, as HTTP allows: all are small, and a part that there is not made the server fail. */
final class WholeFiles implements WebFilter, Ordered {

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return exchange.getRequest().getHeaders().containsHeader(HttpHeaders.RANGE)
                ? chain.filter(exchange.mutate()
                        .request(request -> request.headers(headers -> headers.remove(HttpHeaders.RANGE)))
                        .build())
                : chain.filter(exchange);
    }
}

package io.millrace.master.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Refusals, before any controller is asked, in the form of RFC 9457. */
final class Problems {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Problems() {}

    static Mono<Void> write(ServerWebExchange exchange, HttpStatus status, String detail, String remedy) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", detail);
        problem.put("instance", exchange.getRequest().getPath().value());
        problem.put("remedy", remedy);
        DataBuffer buffer = response.bufferFactory().wrap(JSON.writeValueAsBytes(problem));
        return response.writeWith(Mono.just(buffer));
    }

    /** Tells a client that it has to wait. */
    static Mono<Void> tooMany(ServerWebExchange exchange, String detail, Duration wait) {
        long seconds = wait.toSeconds() + 1;
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return write(exchange, HttpStatus.TOO_MANY_REQUESTS, detail, "Wait " + seconds + " seconds and try again");
    }

    /** Turns away what nobody has looked at. */
    static Mono<Void> refuse(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().setCacheControl(Protection.NOT_KEPT);
        return write(
                exchange,
                HttpStatus.BAD_REQUEST,
                "Method, address or headers hold what the console takes from nobody",
                "Ask for a plain address, without encoded slashes, backslashes, semicolons or control characters");
    }

    static boolean isForPrograms(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().pathWithinApplication().value().startsWith("/api/");
    }
}

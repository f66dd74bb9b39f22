package io.millrace.master.security;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.codec.CodecException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** What a request says that fails before any controller is asked, such as in a form that nobody can read. */
final class FailedFilters implements WebExceptionHandler, Ordered {

    /** Before Spring's own, which answers without words. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        HttpStatus status = status(failure);
        return status == null || exchange.getResponse().isCommitted()
                ? Mono.error(failure)
                : Problems.write(
                        exchange, status, "Request cannot be read", "Send a body that is as its headers say, or none");
    }

    /** The status of what is a fault of the client, or null. */
    private static @Nullable HttpStatus status(Throwable failure) {
        if (failure instanceof DataBufferLimitException) {
            return HttpStatus.CONTENT_TOO_LARGE;
        }
        if (failure instanceof CodecException) {
            return HttpStatus.BAD_REQUEST;
        }
        boolean isOfClient =
                failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError();
        return isOfClient
                ? HttpStatus.resolve(((ErrorResponse) failure).getStatusCode().value())
                : null;
    }
}

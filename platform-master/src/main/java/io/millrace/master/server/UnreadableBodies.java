package io.millrace.master.server;

import java.io.EOFException;
import org.eclipse.jetty.http.HttpException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A body that ends too early, or is not put together as HTTP says, is a fault of who sends it, whoever reads it. */
final class UnreadableBodies implements HttpHandler {

    private final HttpHandler handler;

    UnreadableBodies(HttpHandler handler) {
        this.handler = handler;
    }

    @Override
    public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
        return handler.handle(new WithBody(request), response);
    }

    private static final class WithBody extends ServerHttpRequestDecorator {

        WithBody(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody()
                    .onErrorMap(
                            failure -> failure instanceof HttpException || failure instanceof EOFException,
                            failure -> new ServerWebInputException("Body cannot be read to its end"));
        }
    }
}

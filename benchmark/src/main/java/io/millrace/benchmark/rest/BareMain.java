package io.millrace.benchmark.rest;

import io.millrace.benchmark.measure.Json;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * A server that answers the same bytes as an application, without having to find them out: what is left of the load when
 * nobody works for it. Reads a {@link BareSpec} and says its port. It ends when its input does.
 */
final class BareMain {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final BareSpec spec;
    private final byte[] body;
    private final Flux<byte[]> events;

    private BareMain(BareSpec spec) {
        this.spec = spec;
        this.body = spec.body().getBytes(StandardCharsets.UTF_8);
        byte[] event = spec.event().getBytes(StandardCharsets.UTF_8);
        this.events = Flux.interval(Duration.ZERO, PERIOD)
                .onBackpressureDrop()
                .map(tick -> event)
                .replay(1)
                .refCount(1, PERIOD);
    }

    /** Runs until its input ends. */
    public static void main(String[] args) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = input.readLine();
        if (line != null) {
            BareMain bare = new BareMain(Json.read(line, BareSpec.class));
            DisposableServer server = HttpServer.create()
                    .host("127.0.0.1")
                    .port(0)
                    .runOn(LoopResources.create("bare", 1, true))
                    .handle(bare::answer)
                    .bindNow();
            System.out.println(server.port());
            while (input.read() >= 0) {}
        }
        Runtime.getRuntime().halt(0);
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        if (request.uri().equals(spec.livePath())) {
            return response.sse().send(events.map(Unpooled::wrappedBuffer), bytes -> true);
        }
        spec.headers().forEach(response::header);
        if (spec.tag().equals(request.requestHeaders().get(HttpHeaderNames.IF_NONE_MATCH))) {
            return response.status(HttpResponseStatus.NOT_MODIFIED).send();
        }
        response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        return response.sendObject(Unpooled.wrappedBuffer(body)).then();
    }
}

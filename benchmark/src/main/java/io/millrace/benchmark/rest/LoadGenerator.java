package io.millrace.benchmark.rest;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * The load: requests at a steady rate, whatever becomes of them, and listeners.
 *
 * <p><b>Lifecycle.</b> {@link #open}, {@link #begin} to measure from then on, {@link #end}.
 *
 * <p><b>Thread.</b> Has one owner; requests are sent by a thread of their own, and answers come on that of the client.
 */
final class LoadGenerator {

    static final Duration SILENCE = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_WAITING = 100_000;
    private static final int PERCENT = 100;
    private static final long LOOK_MILLIS = 100;

    private final LoadSpec spec;
    private final LoopResources loops = LoopResources.create("load", 1, true);
    private final ConnectionProvider provider;
    private final HttpClient client;
    private final List<Listener> listeners;
    private volatile LoadTally tally = new LoadTally();
    private volatile @Nullable String tag;
    private @Nullable Pacer pacer;

    private LoadGenerator(LoadSpec spec) {
        this.spec = spec;
        provider = ConnectionProvider.builder("requests")
                .maxConnections(spec.connections())
                .pendingAcquireMaxCount(MAX_WAITING)
                .pendingAcquireTimeout(PATIENCE)
                .build();
        client = configured(HttpClient.create(provider)).responseTimeout(PATIENCE);
        listeners = Stream.generate(() -> new Listener(SILENCE))
                .limit(spec.listeners())
                .toList();
    }

    /** Opens all listeners, waits until each has heard something or has ended, and begins to send requests. */
    static LoadGenerator open(LoadSpec spec) throws InterruptedException {
        LoadGenerator generator = new LoadGenerator(spec);
        HttpClient client = generator.configured(HttpClient.newConnection());
        generator.listeners.forEach(listener -> listener.open(client, spec.livePath()));
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!generator.listeners.stream().allMatch(Listener::isSettled) && System.nanoTime() - deadlineNanos < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        generator.pacer = Pacer.start(spec.requestsPerSecond(), generator::send);
        return generator;
    }

    /** Measures from now on. */
    void begin() {
        listeners.forEach(Listener::begin);
        tally = new LoadTally();
    }

    /** Looks at the listeners; to be called again and again. */
    void inspect() {
        long nowNanos = System.nanoTime();
        listeners.forEach(listener -> listener.inspect(nowNanos, tally));
    }

    /** Sends no more, waits for the answers that are still to come, and lets go of everything. */
    LoadResult end() throws InterruptedException {
        if (pacer != null) {
            pacer.stop();
        }
        long answered = tally.answered();
        inspect();
        long[] events = listeners.stream().mapToLong(Listener::events).sorted().toArray();
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (tally.open() > 0 && System.nanoTime() - deadlineNanos < 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        LoadResult result = tally.result(
                answered,
                events.length == 0 ? 0 : events[0],
                Arrays.stream(events).sum());
        listeners.forEach(Listener::close);
        provider.disposeLater().then(loops.disposeLater()).block(PATIENCE);
        return result;
    }

    private HttpClient configured(HttpClient bare) {
        return bare.host("127.0.0.1")
                .port(spec.port())
                .runOn(loops)
                .disableRetry(true)
                .headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + spec.token()));
    }

    private void send(long number, long dueNanos) {
        LoadTally counts = tally;
        counts.onDue();
        String known = number % PERCENT < spec.conditionalPercent() ? tag : null;
        HttpClient asking =
                known == null ? client : client.headers(headers -> headers.set(HttpHeaderNames.IF_NONE_MATCH, known));
        try {
            asking.get()
                    .uri(LoadSpec.LIST_PATH)
                    .responseSingle(
                            (response, body) -> body.asByteArray().then(Mono.fromSupplier(() -> taken(response))))
                    .subscribe(status -> counts.onAnswer(status, System.nanoTime() - dueNanos), counts::onFailure);
        } catch (RuntimeException e) {
            // Or nothing more would be due.
            counts.onFailure(e);
        }
    }

    private int taken(HttpClientResponse response) {
        String shown = response.responseHeaders().get(HttpHeaderNames.ETAG);
        if (shown != null) {
            tag = shown;
        }
        return response.status().code();
    }
}

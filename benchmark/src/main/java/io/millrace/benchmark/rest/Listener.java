package io.millrace.benchmark.rest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;

/**
 * A connection that listens to a topology.
 *
 * <p><b>Thread.</b> Bytes come on a thread of the client; everything else may be asked by one other thread.
 */
final class Listener {

    private static final int OK = 200;

    private final Duration patience;
    private final EventCounter counter = new EventCounter();
    private final AtomicLong events = new AtomicLong();
    private volatile long lastNanos = System.nanoTime();
    private volatile String end = "";
    private boolean isSilent;
    private boolean isEndCounted;
    private long eventsBefore;
    private Disposable connection = () -> {};

    /**
     * Makes one.
     *
     * @param patience how long it may hear nothing
     */
    Listener(Duration patience) {
        this.patience = patience;
    }

    void open(HttpClient client, String path) {
        lastNanos = System.nanoTime();
        connection = client.get()
                .uri(path)
                .response((response, body) -> response.status().code() == OK
                        ? body.doOnNext(this::take)
                        : Flux.error(new IllegalStateException("status=" + response.status())))
                .subscribe(bytes -> {}, cause -> end = cause.toString(), () -> end = "the server has ended it");
    }

    /** It has heard something, or has ended. */
    boolean isSettled() {
        return events.get() > 0 || !end.isEmpty();
    }

    /** Events count from now on. */
    void begin() {
        eventsBefore = events.get();
    }

    /** Events since the beginning. */
    long events() {
        return events.get() - eventsBefore;
    }

    /** Looks whether it has ended, which counts once, or hears nothing, which counts each time anew. */
    void inspect(long nowNanos, LoadTally tally) {
        if (!end.isEmpty()) {
            if (!isEndCounted) {
                isEndCounted = true;
                tally.onListenerEnd(end);
            }
            return;
        }
        boolean wasSilent = isSilent;
        isSilent = nowNanos - lastNanos > patience.toNanos();
        if (isSilent && !wasSilent) {
            tally.onSilence();
        }
    }

    void close() {
        connection.dispose();
    }

    /** Called by one thread at a time. */
    private void take(ByteBuf bytes) {
        for (byte next : ByteBufUtil.getBytes(bytes)) {
            if (counter.add(next)) {
                events.incrementAndGet();
                lastNanos = System.nanoTime();
            }
        }
    }
}

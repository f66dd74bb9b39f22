package io.millrace.master.live;

import io.millrace.control.ApplicationControl;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.ObjectMapper;

/**
 * Topologies by the second. However many listen to a topology, it is looked at and put into bytes once; while nobody
 * listens, it is not looked at. A listener that does not keep up misses what it did not take.
 *
 * <p><b>Thread.</b> Any; looks and writes on one thread of its own.
 *
 * <p><b>Lifecycle.</b> {@link #close} completes every listener.
 */
public final class LiveTopologies implements AutoCloseable {

    /** Most listeners at a time. */
    public static final int MAX_LISTENERS = 256;

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final ApplicationControl control;
    private final ObjectMapper json;
    private final Scheduler scheduler = Schedulers.newSingle("millrace-console-live", true);
    private final TopologySampler sampler;
    private final Map<String, Flux<byte[]>> byName = new ConcurrentHashMap<>();
    private final AtomicInteger listeners = new AtomicInteger();
    private final reactor.core.publisher.Sinks.Empty<Void> closed = reactor.core.publisher.Sinks.empty();

    /** Looks at the topologies of an application. */
    public LiveTopologies(ApplicationControl control, LiveTasks tasks, ObjectMapper json, Clock clock) {
        this.control = control;
        this.json = json;
        this.sampler = new TopologySampler(control, tasks, clock, scheduler);
    }

    /**
     * A topology as it is now.
     *
     * @throws io.millrace.control.UnknownTopologyException in the result, if there is none of this name
     */
    public Mono<TopologyResource> now(String topology) {
        return sampler.sample(topology);
    }

    /**
     * A topology every second from now on, as bytes of server-sent events, which all listeners share: nobody may change
     * them.
     *
     * @throws io.millrace.control.UnknownTopologyException if there is none of this name
     * @throws TooManyListenersException in the result, if there is no room
     */
    public Flux<byte[]> live(String topology) {
        String name = control.topology(topology).name();
        return Flux.defer(() -> {
                    if (listeners.incrementAndGet() > MAX_LISTENERS) {
                        listeners.decrementAndGet();
                        return Flux.error(new TooManyListenersException(MAX_LISTENERS));
                    }
                    return byName.computeIfAbsent(name, this::shared)
                            .onBackpressureLatest()
                            .doFinally(end -> listeners.decrementAndGet());
                })
                .takeUntilOther(closed.asMono());
    }

    @Override
    public void close() {
        closed.tryEmitEmpty();
        scheduler.dispose();
    }

    private Flux<byte[]> shared(String name) {
        return Flux.interval(Duration.ZERO, PERIOD, scheduler)
                .onBackpressureDrop()
                .map(tick -> event(name))
                .replay(1)
                .refCount(1, PERIOD);
    }

    /** A line of data is enough: JSON has no line breaks of its own. */
    private byte[] event(String name) {
        TopologyResource resource = sampler.sampleNow(name);
        String event = "id:" + resource.sampledAt().toEpochMilli() + "\nevent:topology\ndata:"
                + json.writeValueAsString(resource) + "\n\n";
        return event.getBytes(StandardCharsets.UTF_8);
    }
}

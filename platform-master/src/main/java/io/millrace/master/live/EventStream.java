package io.millrace.master.live;

import io.millrace.control.ApplicationControl;
import io.millrace.status.ApplicationEvent;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.ObjectMapper;

/**
 * Events for those who ask, and for those who listen. An id names the console that gave it and the number of the event there, so
 * that who comes from another member, or from before a restart, hears of everything that this one knows.
 *
 * <p><b>Thread.</b> Any; looks on one thread of its own.
 *
 * <p><b>Lifecycle.</b> {@link #close} completes every listener.
 */
public final class EventStream implements AutoCloseable {

    /** Most listeners at a time. */
    public static final int MAX_LISTENERS = 256;

    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final int MAX_EVENTS = 2000;

    private final ApplicationControl control;
    private final ObjectMapper json;
    private final Scheduler scheduler = Schedulers.newSingle("millrace-console-events", true);
    private final String origin = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    private final AtomicInteger listeners = new AtomicInteger();
    private final reactor.core.publisher.Sinks.Empty<Void> closed = reactor.core.publisher.Sinks.empty();

    /** Shows what an application has seen. */
    public EventStream(ApplicationControl control, ObjectMapper json) {
        this.control = control;
        this.json = json;
    }

    /**
     * Events after one, the oldest first.
     *
     * @param after id of that event; null, and what this console has not given, stands for the first of all
     * @param limit most events to give, of which the newest count
     */
    public List<EventResource> after(@Nullable String after, int limit, EventWish wish) {
        List<ApplicationEvent> wanted = control.events(number(after), MAX_EVENTS).stream()
                .filter(wish::includes)
                .toList();
        return wanted.subList(Math.max(0, wanted.size() - limit), wanted.size()).stream()
                .map(this::resource)
                .toList();
    }

    /**
     * Events as they come.
     *
     * @param after id of the event after which they begin; null for those that come from now on
     * @param isOpen whether the listener may still listen
     * @throws TooManyListenersException in the result, if there is no room
     */
    public Flux<ServerSentEvent<String>> live(@Nullable String after, EventWish wish, BooleanSupplier isOpen) {
        return Flux.defer(() -> {
                    if (listeners.incrementAndGet() > MAX_LISTENERS) {
                        listeners.decrementAndGet();
                        return Flux.error(new TooManyListenersException(MAX_LISTENERS));
                    }
                    Listener listener = new Listener(after == null ? last() : number(after), wish);
                    return Flux.interval(Duration.ZERO, PERIOD, scheduler)
                            .onBackpressureDrop()
                            .takeWhile(tick -> isOpen.getAsBoolean())
                            .concatMapIterable(tick -> listener.next())
                            .doFinally(end -> listeners.decrementAndGet());
                })
                .takeUntilOther(closed.asMono());
    }

    private long last() {
        List<ApplicationEvent> newest = control.events(0, 1);
        return newest.isEmpty() ? 0 : newest.get(0).number();
    }

    private EventResource resource(ApplicationEvent event) {
        return EventResource.of(origin + "-" + event.number(), control.application(), event);
    }

    private long number(@Nullable String id) {
        if (id == null || !id.startsWith(origin + "-")) {
            return 0;
        }
        try {
            return Math.max(0, Long.parseLong(id.substring(origin.length() + 1)));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        closed.tryEmitEmpty();
        scheduler.dispose();
    }

    /** Knows what somebody has heard. Used by one thread at a time. */
    private final class Listener {

        private final EventWish wish;
        private long heard;
        private int silent;

        Listener(long heard, EventWish wish) {
            this.heard = heard;
            this.wish = wish;
        }

        /** What is new; now and then a comment, so that a connection that nobody reads any more is found. */
        List<ServerSentEvent<String>> next() {
            List<ServerSentEvent<String>> next = new ArrayList<>();
            for (ApplicationEvent event : control.events(heard, MAX_EVENTS)) {
                heard = event.number();
                if (wish.includes(event)) {
                    EventResource resource = resource(event);
                    next.add(ServerSentEvent.builder(json.writeValueAsString(resource))
                            .event("event")
                            .id(resource.id())
                            .build());
                }
            }
            silent = next.isEmpty() ? silent + 1 : 0;
            if (silent % 20 == 1) {
                next.add(ServerSentEvent.<String>builder().comment("quiet").build());
            }
            return next;
        }
    }
}

package io.millrace.master.rest;

import io.millrace.control.ApplicationControl;
import io.millrace.master.live.EventResource;
import io.millrace.master.live.EventStream;
import io.millrace.master.live.EventWish;
import io.millrace.master.security.Sessions;
import io.millrace.status.ApplicationEvent.Kind;
import io.millrace.status.ApplicationEvent.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

/** What has happened, as the member that is asked has seen it. */
@RestController
@RequestMapping("/api/v1")
public final class EventsController {

    private static final int MAX_LIMIT = 2000;

    private final ApplicationControl control;
    private final EventStream events;
    private final Sessions sessions;

    /** Shows what the control port shows. */
    public EventsController(ApplicationControl control, EventStream events, Sessions sessions) {
        this.control = control;
        this.events = events;
        this.sessions = sessions;
    }

    /** The latest events of everything, the oldest first. */
    @GetMapping("/events")
    public Events events(
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = Limits.DEFAULT) String limit,
            @RequestParam(name = "severity", defaultValue = "INFO") Severity severity,
            @RequestParam(name = "kind", required = false) @Nullable Kind kind) {
        return page(after, limit, new EventWish(null, severity, kind));
    }

    /** The latest events of a topology, the oldest first. */
    @GetMapping("/applications/{application}/topologies/{topology}/events")
    public Events events(
            @PathVariable("application") String application,
            @PathVariable("topology") String topology,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = Limits.DEFAULT) String limit,
            @RequestParam(name = "severity", defaultValue = "INFO") Severity severity,
            @RequestParam(name = "kind", required = false) @Nullable Kind kind) {
        ApplicationNames.require(application, control);
        String name = control.topology(topology).name();
        return page(after, limit, new EventWish(name, severity, kind));
    }

    /** Events as they come, until the login ends; after one that is named, if it is kept. */
    @GetMapping(path = "/events/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public Flux<ServerSentEvent<String>> live(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastId,
            @RequestParam(name = "severity", defaultValue = "INFO") Severity severity,
            ServerWebExchange exchange) {
        return events.live(lastId, new EventWish(null, severity, null), () -> sessions.isOpen(exchange));
    }

    private Events page(@Nullable String after, String limit, EventWish wish) {
        List<EventResource> found = events.after(after, Limits.of(limit, MAX_LIMIT), wish);
        return new Events(
                found, found.isEmpty() ? after : found.get(found.size() - 1).id());
    }

    /**
     * Events.
     *
     * @param events the oldest first
     * @param next what to send as {@code after} to get those that come later, or null if there was no event yet
     */
    public record Events(
            List<EventResource> events, @Nullable String next) {}
}

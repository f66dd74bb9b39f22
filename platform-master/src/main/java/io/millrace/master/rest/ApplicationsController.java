package io.millrace.master.rest;

import io.millrace.control.ApplicationControl;
import io.millrace.control.TopologyView;
import io.millrace.master.live.DeadLetterResource;
import io.millrace.master.live.LiveTopologies;
import io.millrace.master.live.TopologyResource;
import io.millrace.master.security.Sessions;
import io.millrace.status.TopologyHealth;
import io.millrace.status.TopologyState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Applications and their topologies. */
@RestController
@RequestMapping("/api/v1/applications")
public final class ApplicationsController {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final ApplicationControl control;
    private final LiveTopologies live;
    private final Sessions sessions;
    private final Clock clock;

    /** Shows what the control port shows. */
    public ApplicationsController(ApplicationControl control, LiveTopologies live, Sessions sessions, Clock clock) {
        this.control = control;
        this.live = live;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** All applications; there is one. */
    @GetMapping
    public List<ApplicationResource> applications() {
        return List.of(ApplicationResource.of(control));
    }

    /** One application. */
    @GetMapping("/{application}")
    public ApplicationResource application(@PathVariable("application") String application) {
        requireKnown(application);
        return ApplicationResource.of(control);
    }

    /** One topology. */
    @GetMapping("/{application}/topologies/{topology}")
    public Mono<TopologyResource> topology(
            @PathVariable("application") String application, @PathVariable("topology") String topology) {
        requireKnown(application);
        return live.now(topology);
    }

    /** One topology every second, until the login ends. */
    @GetMapping(path = "/{application}/topologies/{topology}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public Flux<ServerSentEvent<String>> live(
            @PathVariable("application") String application,
            @PathVariable("topology") String topology,
            ServerWebExchange exchange) {
        requireKnown(application);
        return live.live(topology).takeWhile(event -> sessions.isOpen(exchange)).take(untilEnd(exchange));
    }

    /** The latest dead letters of a topology, the newest first: where and why, and not what was in the records. */
    @GetMapping("/{application}/topologies/{topology}/dead-letters")
    public List<DeadLetterResource> deadLetters(
            @PathVariable("application") String application,
            @PathVariable("topology") String topology,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        requireKnown(application);
        int bounded = Math.max(0, Math.min(limit, DeadLetterResource.MAX_LIMIT));
        return control.deadLetters(topology, bounded).stream()
                .map(DeadLetterResource::of)
                .toList();
    }

    /** Starts a topology. */
    @PostMapping("/{application}/topologies/{topology}/start")
    @ResponseStatus(HttpStatus.ACCEPTED)
    public Mono<Void> start(
            @PathVariable("application") String application, @PathVariable("topology") String topology) {
        requireKnown(application);
        return waiting(() -> control.start(topology));
    }

    /** Stops a topology. */
    @PostMapping("/{application}/topologies/{topology}/stop")
    @ResponseStatus(HttpStatus.ACCEPTED)
    public Mono<Void> stop(@PathVariable("application") String application, @PathVariable("topology") String topology) {
        requireKnown(application);
        return waiting(() -> control.stop(topology));
    }

    /** In a cluster another member may have to be asked. */
    private static Mono<Void> waiting(Runnable request) {
        return Mono.<Void>fromRunnable(request).subscribeOn(Schedulers.boundedElastic());
    }

    private Duration untilEnd(ServerWebExchange exchange) {
        Instant now = clock.instant();
        Instant end = sessions.endOf(exchange);
        return end.isBefore(now.plus(LONGEST)) ? Duration.between(now, end) : LONGEST;
    }

    private void requireKnown(String application) {
        if (!application.equals(control.application())) {
            throw new UnknownApplicationException(application, control.application());
        }
    }

    /**
     * An application.
     *
     * @param name its name
     * @param topologies its topologies, in the order of their names
     */
    public record ApplicationResource(String name, List<TopologyLink> topologies) {

        static ApplicationResource of(ApplicationControl control) {
            return new ApplicationResource(
                    control.application(),
                    control.topologies().stream().map(TopologyLink::of).toList());
        }
    }

    /**
     * A topology in a list.
     *
     * @param name its name
     * @param state where it is in its life
     * @param health how well it is
     */
    public record TopologyLink(String name, TopologyState state, TopologyHealth health) {

        static TopologyLink of(TopologyView view) {
            return new TopologyLink(view.name(), view.status().state(), view.health());
        }
    }
}

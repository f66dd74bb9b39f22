package io.millrace.master.rest;

import io.millrace.control.ApplicationControl;
import io.millrace.control.TopologyView;
import io.millrace.master.live.LiveTopologies;
import io.millrace.master.live.TopologyResource;
import io.millrace.master.security.Sessions;
import io.millrace.status.TopologyHealth;
import io.millrace.status.TopologyState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Applications and their topologies. */
@RestController
@RequestMapping("/api/v1/applications")
public final class ApplicationsController {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final MediaType EVENTS = new MediaType(MediaType.TEXT_EVENT_STREAM, StandardCharsets.UTF_8);

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
    public ResponseEntity<List<ApplicationResource>> applications() {
        return Tagged.of(List.of(ApplicationResource.of(control)));
    }

    /** One application. */
    @GetMapping("/{application}")
    public ResponseEntity<ApplicationResource> application(@PathVariable("application") String application) {
        ApplicationNames.require(application, control);
        return Tagged.of(ApplicationResource.of(control));
    }

    /** One topology. */
    @GetMapping("/{application}/topologies/{topology}")
    public Mono<TopologyResource> topology(
            @PathVariable("application") String application, @PathVariable("topology") String topology) {
        ApplicationNames.require(application, control);
        return live.now(topology);
    }

    /** One topology every second, until the login ends. */
    @GetMapping(path = "/{application}/topologies/{topology}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public Mono<Void> live(
            @PathVariable("application") String application,
            @PathVariable("topology") String topology,
            ServerWebExchange exchange) {
        ApplicationNames.require(application, control);
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().setContentType(EVENTS);
        // Not as events, which would be put into bytes for each listener anew.
        return response.writeAndFlushWith(live.live(topology)
                .takeWhile(event -> sessions.isOpen(exchange))
                .take(untilEnd(exchange))
                .map(event -> Mono.just(response.bufferFactory().wrap(event))));
    }

    private Duration untilEnd(ServerWebExchange exchange) {
        Instant now = clock.instant();
        Instant end = sessions.endOf(exchange);
        return end.isBefore(now.plus(LONGEST)) ? Duration.between(now, end) : LONGEST;
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

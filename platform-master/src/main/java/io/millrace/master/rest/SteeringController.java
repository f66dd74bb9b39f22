package io.millrace.master.rest;

import io.millrace.control.ApplicationControl;
import io.millrace.control.StartFrom;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What can be done to the whole of a topology. An answer says that it has begun, and a request that asks for what is so already
 * changes nothing. In a cluster another member may have to be asked, which takes its time on threads that may block.
 */
@RestController
@RequestMapping("/api/v1/applications/{application}/topologies/{topology}")
public final class SteeringController {

    private final ApplicationControl control;

    /** Steers what the control port steers. */
    public SteeringController(ApplicationControl control) {
        this.control = control;
    }

    /** Starts a topology, from its last checkpoint unless the body says otherwise. */
    @PostMapping("/start")
    @ResponseStatus(HttpStatus.ACCEPTED)
    public Mono<Void> start(
            @PathVariable("application") String application,
            @PathVariable("topology") String topology,
            @RequestBody(required = false) byte @Nullable [] body) {
        StartFrom from = body == null || body.length == 0
                ? StartFrom.LAST
                : StartRequest.read(body).from();
        return begin(application, () -> control.start(topology, from));
    }

    /** Stops a topology with a last checkpoint. */
    @PostMapping("/stop")
    @ResponseStatus(HttpStatus.ACCEPTED)
    public Mono<Void> stop(@PathVariable("application") String application, @PathVariable("topology") String topology) {
        return begin(application, () -> control.stop(topology));
    }

    /** Ends a topology at once. */
    @PostMapping("/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    public Mono<Void> cancel(
            @PathVariable("application") String application, @PathVariable("topology") String topology) {
        return begin(application, () -> control.cancel(topology));
    }

    /** Lets a topology come to its end. */
    @PostMapping("/drain")
    @ResponseStatus(HttpStatus.ACCEPTED)
    public Mono<Void> drain(
            @PathVariable("application") String application, @PathVariable("topology") String topology) {
        return begin(application, () -> control.drain(topology));
    }

    /** Stops a topology with a last checkpoint and starts it again. */
    @PostMapping("/restart")
    @ResponseStatus(HttpStatus.ACCEPTED)
    public Mono<Void> restart(
            @PathVariable("application") String application, @PathVariable("topology") String topology) {
        return begin(application, () -> control.restart(topology));
    }

    private Mono<Void> begin(String application, Runnable request) {
        ApplicationNames.require(application, control);
        return Mono.<Void>fromRunnable(request).subscribeOn(Schedulers.boundedElastic());
    }
}

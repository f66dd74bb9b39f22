package io.millrace.examples.sensors;

import io.millrace.gateway.StreamGateway;
import java.util.Collection;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The way in and out of the stream by HTTP. */
@RestController
class SensorController {

    private final StreamGateway stream;
    private final LatestAverages latest;

    SensorController(StreamGateway stream, LatestAverages latest) {
        this.stream = stream;
        this.latest = latest;
    }

    /** Answers when the stream has taken the reading: who posts faster than it can take waits. */
    @PostMapping("/readings")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Void> post(@RequestBody Reading reading) {
        return stream.send("readings", reading);
    }

    @GetMapping("/averages")
    Collection<DeviceAverage> averages() {
        return latest.all();
    }

    /** Averages and alerts while they come. */
    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Object>> live() {
        return Flux.merge(
                stream.flux("averages", DeviceAverage.class).map(average -> event("average", average)),
                stream.flux("alerts", Alert.class).map(alert -> event("alert", alert)));
    }

    private static ServerSentEvent<Object> event(String name, Object data) {
        return ServerSentEvent.builder(data).event(name).build();
    }
}

package io.millrace.examples.sensors;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.Aggregates;
import io.millrace.annotation.Operator;
import io.millrace.annotation.Sink;
import io.millrace.annotation.Source;
import io.millrace.annotation.State;
import io.millrace.annotation.Topology;
import io.millrace.annotation.Window;
import io.millrace.source.GatewaySource;
import io.millrace.source.Sources;
import io.millrace.state.ValueState;
import io.millrace.window.WindowResult;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The stream: from readings to averages and alerts of each device. */
@Component
@Topology("sensors")
class SensorStream {

    private static final Logger log = LoggerFactory.getLogger(SensorStream.class);

    private final SensorSettings settings;
    private final LatestAverages latest;

    SensorStream(SensorSettings settings, LatestAverages latest) {
        this.settings = settings;
        this.latest = latest;
    }

    /** Readings come from {@link SensorController} and may be two seconds late. */
    @Source(timestamp = "at", disorder = "2s", idleAfter = "10s")
    GatewaySource<Reading> readings() {
        return Sources.gateway(Reading.class);
    }

    @Operator(input = "readings", key = "device", window = @Window(tumbling = "${sensors.window:10s}"))
    Aggregate<Reading, ?, Double> windows() {
        return Aggregates.average(Reading::celsius);
    }

    @Operator(input = "windows", blocking = false)
    DeviceAverage averages(WindowResult<String, Double> result) {
        return new DeviceAverage(
                result.key(), result.window().start(), result.window().end(), result.value());
    }

    /** One alert when a device gets too hot, and one when it is no longer. */
    @Operator(input = "readings", key = "device", blocking = false)
    Optional<Alert> alerts(Reading reading, @State("too-hot") ValueState<Boolean> tooHot) {
        boolean isTooHot = reading.celsius() > settings.limit();
        if (isTooHot == tooHot.getOr(false)) {
            return Optional.empty();
        }
        tooHot.set(isTooHot);
        return Optional.of(new Alert(reading.device(), reading.celsius(), reading.at(), isTooHot));
    }

    @Sink(input = "averages", blocking = false)
    void keep(DeviceAverage average) {
        latest.put(average);
    }

    @Sink(input = "alerts")
    void tell(Alert alert) {
        log.warn("{} {}: {} °C", alert.device(), alert.isTooHot() ? "is too hot" : "is fine again", alert.celsius());
    }
}

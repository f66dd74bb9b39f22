package io.millrace.examples.sensors;

import io.millrace.test.MillraceTest;
import io.millrace.test.MillraceTestDriver;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@MillraceTest(properties = {"sensors.window=10s", "sensors.limit=30"})
@Import(LatestAverages.class)
class SensorStreamTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Autowired
    private MillraceTestDriver stream;

    @Test
    void shouldAverageTheReadingsOfEachDevice() {
        send("cellar", 10, 1);
        send("roof", 25, 2);
        send("cellar", 12, 9);

        stream.advanceWatermark(NOON.plusSeconds(10));

        stream.expect("averages")
                .inAnyOrder(
                        new DeviceAverage("cellar", NOON, NOON.plusSeconds(10), 11),
                        new DeviceAverage("roof", NOON, NOON.plusSeconds(10), 25));
    }

    @Test
    void shouldTellOnceThatADeviceIsTooHot() {
        send("roof", 29, 1);
        send("roof", 31, 2);
        send("roof", 33, 3);
        send("cellar", 10, 4);
        send("roof", 28, 5);

        stream.expect(
                        "alerts",
                        (Alert alert) -> alert.device() + (alert.isTooHot() ? " too hot " : " fine ") + alert.celsius())
                .values("roof too hot 31.0", "roof fine 28.0");
    }

    @Test
    void shouldTakeReadingsThatAreTwoSecondsLate() {
        send("roof", 20, 11);
        send("roof", 30, 9);

        stream.advanceWatermark(NOON.plusSeconds(10));

        stream.expect("averages", (DeviceAverage average) -> average.celsius()).values(30.0);
    }

    private void send(String device, double celsius, int second) {
        stream.send("readings", new Reading(device, celsius, NOON.plusSeconds(second)));
    }
}

package io.millrace.examples.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The whole application: readings by HTTP, averages and alerts by server-sent events. */
@Timeout(60)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"millrace.autostart=true", "sensors.window=1s"})
class SensorsApplicationIT {

    @LocalServerPort
    private int port;

    private final HttpClient client = HttpClient.newHttpClient();

    /** A servlet container sends nothing of an answer before its first event, so readings are posted until one comes. */
    @Test
    void shouldPushAveragesAndAlerts() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> live =
                client.sendAsync(request("/live").build(), HttpResponse.BodyHandlers.ofInputStream());
        Instant at = Instant.parse("2026-01-01T12:00:00Z");
        while (!live.isDone()) {
            assertThat(post("roof", 40, at)).isEqualTo(202);
            assertThat(post("roof", 20, at.plusMillis(500))).isEqualTo(202);
            at = at.plusSeconds(1);
        }
        post("roof", 20, at.plusSeconds(10));
        boolean hasAlert = false;
        boolean hasAverage = false;
        try (BufferedReader events =
                new BufferedReader(new InputStreamReader(live.join().body(), StandardCharsets.UTF_8))) {
            while (!hasAlert || !hasAverage) {
                String event = next(events);
                hasAlert |= event.contains("event:alert") && event.contains("\"device\":\"roof\"");
                hasAverage |= event.contains("event:average") && event.contains("\"celsius\":30.0");
            }
        }
        assertThat(get("/averages")).contains("\"device\":\"roof\"");
    }

    @Test
    void shouldRefuseAReadingOfNobody() throws Exception {
        assertThat(post("", 20, Instant.EPOCH)).isEqualTo(400);
    }

    @Test
    void shouldShowTheStreamToTheActuator() throws Exception {
        assertThat(get("/actuator/health")).contains("\"sensors\"", "\"state\":\"RUNNING\"");
        assertThat(get("/actuator/millrace")).contains("\"name\":\"readings\"");
        assertThat(get("/actuator/metrics/millrace.operator.records.in?tag=operator:alerts"))
                .contains("\"COUNT\"");
        assertThat(get("/")).contains("<title>Sensors</title>");
    }

    private int post(String device, double celsius, Instant at) throws Exception {
        String reading = "{\"device\":\"%s\",\"celsius\":%s,\"at\":\"%s\"}".formatted(device, celsius, at);
        return client.send(
                        request("/readings")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(reading))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private String get(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static String next(BufferedReader events) throws IOException {
        StringBuilder event = new StringBuilder();
        for (String line = events.readLine(); line != null && !line.isEmpty(); line = events.readLine()) {
            event.append(line).append('\n');
        }
        return event.toString();
    }
}

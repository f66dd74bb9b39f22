package io.millrace.benchmark.rest;

import io.millrace.benchmark.measure.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a benchmark asks of the application beside the load, for which it has a client of its own. */
final class BusyRest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final String TOPOLOGY = LoadSpec.LIST_PATH + "/busy/topologies/word-count";

    /** What a server says of itself or of the connection, or has to say anew. */
    private static final Set<String> OWN = Set.of("date", "content-length", "transfer-encoding", "connection");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI console;
    private final String token;

    BusyRest(URI console, String token) {
        this.console = console;
        this.token = token;
    }

    int port() {
        return console.getPort();
    }

    String token() {
        return token;
    }

    /** Whether the topology can be asked for, and runs. */
    boolean isRunning() throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(get(TOPOLOGY), BodyHandlers.ofString());
            return answer.statusCode() == OK
                    && Json.read(answer.body(), JsonNode.class)
                            .get("state")
                            .asString()
                            .equals("RUNNING");
        } catch (IOException e) {
            return false; // Not yet there.
        }
    }

    /** How many words have been counted, and when that was. */
    Words words() throws IOException, InterruptedException {
        JsonNode topology = Json.read(required(TOPOLOGY).body(), JsonNode.class);
        for (JsonNode operator : topology.get("operators")) {
            if (operator.get("name").asString().equals("words")) {
                return new Words(
                        Instant.parse(topology.get("sampledAt").asString()),
                        operator.get("recordsOut").asLong());
            }
        }
        throw new IOException("Topology has no such step: step=words, topology=" + topology);
    }

    /** What a server has to answer to look like this one. */
    BareSpec look() throws IOException, InterruptedException {
        HttpResponse<String> list = required(LoadSpec.LIST_PATH);
        Map<String, String> headers = new HashMap<>();
        list.headers().map().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, String.join(", ", values));
            }
        });
        return new BareSpec(
                BusyProcess.LIVE_PATH,
                headers,
                list.headers().firstValue("etag").orElse(""),
                list.body(),
                event());
    }

    private String event() throws IOException, InterruptedException {
        HttpResponse<InputStream> live = client.send(get(BusyProcess.LIVE_PATH), BodyHandlers.ofInputStream());
        if (live.statusCode() != OK) {
            live.body().close();
            throw new IOException(
                    "Application refuses: path=" + BusyProcess.LIVE_PATH + ", status=" + live.statusCode());
        }
        StringBuilder event = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !line.isEmpty()) {
                event.append(line).append('\n');
                line = lines.readLine();
            }
        }
        return event.append('\n').toString();
    }

    private HttpResponse<String> required(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(get(path), BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IOException("Application refuses: path=" + path + ", status=" + answer.statusCode() + ", answer="
                    + answer.body());
        }
        return answer;
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(console.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .build();
    }

    /**
     * Words that have been counted.
     *
     * @param at when
     * @param count how many
     */
    record Words(Instant at, long count) {}
}

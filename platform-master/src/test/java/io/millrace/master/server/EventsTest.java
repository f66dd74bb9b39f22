package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.User;
import io.millrace.status.ApplicationEvent.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events over REST, and as they come. */
@Timeout(60)
class EventsTest {

    private static final String EVENTS = "/api/v1/events";

    private final FakeApplication application = new FakeApplication();
    private Console console;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        console = TestConsoles.start(
                new ConsoleSettings(null, List.of(new User("eve", "{noop}secret", Role.VIEWER)), Duration.ofHours(1)),
                application);
        browser = new Browser(console.link()).signedIn("eve", "secret");
        application.happen(Severity.INFO, "word-count", "one");
        application.happen(Severity.ERROR, "word-count", "two");
        application.happen(Severity.WARN, "other", "three");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void shouldPage() throws Exception {
        JsonNode first = read(EVENTS + "?limit=2");
        assertThat(messages(first)).containsExactly("two", "three");
        assertThat(messages(read(EVENTS + "?after=" + first.at("/next").asString())))
                .isEmpty();

        application.happen(Severity.INFO, "other", "four");

        assertThat(messages(read(EVENTS + "?after=" + first.at("/next").asString())))
                .containsExactly("four");
    }

    @Test
    void shouldFilter() throws Exception {
        assertThat(messages(read(EVENTS + "?severity=WARN"))).containsExactly("two", "three");
        assertThat(messages(read(EVENTS + "?kind=CHECKPOINT"))).isEmpty();
        assertThat(messages(read("/api/v1/applications/demo/topologies/word-count/events")))
                .containsExactly("one", "two");
    }

    @Test
    void shouldGiveEverythingToThoseWhoComeFromElsewhere() throws Exception {
        assertThat(messages(read(EVENTS + "?after=0123456789abcdef-2"))).containsExactly("one", "two", "three");
        assertThat(messages(read(EVENTS + "?after=nothing"))).containsExactly("one", "two", "three");
    }

    @Test
    void shouldRefuseFiltersThatAreNone() throws Exception {
        assertThat(browser.get(EVENTS + "?limit=many").statusCode()).isEqualTo(400);
        assertThat(browser.get(EVENTS + "?kind=SOME").statusCode()).isEqualTo(400);
        assertThat(browser.get(EVENTS + "?severity=LOUD").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldTellWhatHappensAndGoOnWhereSomebodyWas() throws Exception {
        String heard;
        try (BufferedReader lines = listen(null)) {
            // A listener hears of what comes after it; the first comment says that it listens.
            assertThat(lines.readLine()).startsWith(":");
            application.happen(Severity.INFO, "word-count", "four");
            heard = idOf(lines, "four");
        }
        application.happen(Severity.INFO, "word-count", "five");
        try (BufferedReader lines = listen(heard)) {
            assertThat(idOf(lines, "five")).isNotEqualTo(heard);
        }
    }

    /** Reads until an event has come that says so; it is the first to come. */
    private static String idOf(BufferedReader lines, String message) throws IOException {
        String id = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id:")) {
                id = line.substring("id:".length());
            } else if (line.startsWith("data:")) {
                assertThat(line).contains("\"message\":\"" + message + "\"");
                return id;
            }
        }
        throw new AssertionError("Stream has ended");
    }

    private BufferedReader listen(String lastId) throws Exception {
        var request = browser.request(EVENTS + "/live").GET();
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        return new BufferedReader(new InputStreamReader(browser.open(request).body(), StandardCharsets.UTF_8));
    }

    private JsonNode read(String path) throws Exception {
        return JsonMapper.shared().readTree(browser.get(path).body());
    }

    private static List<String> messages(JsonNode events) {
        return events.at("/events")
                .valueStream()
                .map(event -> event.at("/message").asString())
                .toList();
    }
}

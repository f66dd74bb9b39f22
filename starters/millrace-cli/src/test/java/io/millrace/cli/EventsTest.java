package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events as they come, over connections that are lost. */
class EventsTest {

    private FakeConsole console;

    @BeforeEach
    void start() throws Exception {
        console = new FakeConsole().on("GET /events", "events");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void shouldGoOnAfterTheLastEventWhenTheConnectionIsLost() {
        // The third is cut off in its middle, and comes again.
        live(event("e-3", "WARN", "third") + "\nid: e-4\ndata: {\"id\":\"e-")
                .problem("GET /events/live", 503, "{\"detail\":\"Not now\"}")
                .on("GET /events/live", 200, "");
        live(": still here\r\n\r\n" + event("e-4", "INFO", "fourth").replace("\n", "\r\n"));
        Terminal terminal = Terminal.of(console);

        Terminal.Outcome outcome = terminal.run("events", "--follow", "--count", "2");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines()).hasSize(4);
        assertThat(outcome.out()).contains("Topology runs", "third", "fourth");
        assertThat(outcome.err()).contains("Connection was lost", "opened anew in 1 s");
        assertThat(console.seen().stream()
                        .filter(seen -> seen.path().endsWith("/live"))
                        .map(FakeConsole.Seen::lastEventId))
                .containsExactly("e-2", "e-3", "e-3", "e-3");
        assertThat(terminal.time.sleeps)
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void shouldWaitAsLongAsTheServerAsks() {
        live("retry: 7000\n\n");
        live(event("e-3", "INFO", "third"));
        Terminal terminal = Terminal.of(console);

        terminal.run("events", "-f", "--count", "1");

        assertThat(terminal.time.sleeps).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void shouldGiveProgramsALineForEachEvent() {
        live(event("e-3", "INFO", "third"));

        String out = Terminal.of(console)
                .run("events", "--follow", "--count", "1", "--json")
                .out();

        assertThat(out.lines()).hasSize(3).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void shouldShowWhatIsAskedForOnly() {
        String orders = "GET /applications/shop/topologies/orders";
        console.on("GET /applications", "applications").on(orders + "/events", "events");
        live(event("e-3", "INFO", "mild")
                + event("e-4", "ERROR", "elsewhere").replace("orders", "returns")
                + event("e-5", "ERROR", "severe"));

        String out = Terminal.of(console)
                .run("events", "orders", "--follow", "--severity", "warn", "--count", "1")
                .out();

        assertThat(out).contains("severe").doesNotContain("mild", "elsewhere");
        assertThat(console.last().path()).isEqualTo("/api/v1/events/live?severity=WARN");
    }

    @Test
    void shouldNotGoOnWhereItMayNotBegin() {
        console.problem("GET /events/live", 403, "{\"detail\":\"This login may not do that\"}");

        assertThat(Terminal.of(console).run("events", "--follow").code()).isEqualTo(4);
    }

    private FakeConsole live(String stream) {
        return console.on("GET /events/live", 200, stream, "Content-Type", "text/event-stream");
    }

    private static String event(String id, String severity, String message) {
        return "id: " + id + "\nevent: event\ndata: {\"id\":\"" + id
                + "\",\"at\":\"2026-11-26T21:00:00Z\",\"application\":\"shop\",\"topology\":\"orders\",\n"
                + "data: \"severity\":\"" + severity + "\",\"kind\":\"X\",\"message\":\"" + message + "\"}\n\n";
    }
}

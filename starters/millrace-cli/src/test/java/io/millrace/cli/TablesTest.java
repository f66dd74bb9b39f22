package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Text;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each command that reads: what it asks for, what it shows people, and what it gives programs. */
class TablesTest {

    private static final String T = "/applications/shop/topologies/orders";

    private FakeConsole console;

    @BeforeEach
    void start() throws Exception {
        console = new FakeConsole()
                .on("GET /applications", "applications")
                .on("GET /applications/shop", 200, "{\"name\":\"shop\",\"version\":\"1.4.2\",\"topologies\":[]}")
                .on("GET /cluster", "cluster")
                .on("GET /cluster/members/2", "member")
                .on("GET /cluster/members/2/logs", "logs")
                .on("GET " + T, "topology")
                .on("GET " + T + "/tasks", "tasks")
                .on("GET " + T + "/checkpoints", "checkpoints")
                .on("GET " + T + "/savepoints", "savepoints")
                .on("GET " + T + "/metrics", "metrics")
                .on("GET " + T + "/metrics/records-in", "series")
                .on("GET " + T + "/metrics/latency", "histogram")
                .on("GET " + T + "/events", "events")
                .on("GET " + T + "/dead-letters", "dead-letters")
                .on("POST " + T + "/operators/payments/tap", "records")
                .on("GET /events", "events")
                .on("GET /configuration", "configuration")
                .on("GET /audit", "audit")
                .on("GET /session", "session");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("apps", "applications", List.of("shop", "1.4.2", "orders", "RUNNING")),
                Arguments.of("app", null, List.of("shop")),
                Arguments.of("app shop", null, List.of("shop", "1.4.2")),
                Arguments.of("status orders", "topology", List.of("EXACTLY_ONCE", "every 10 s", "1,234,567", "12,346")),
                Arguments.of("status shop/orders", "topology", List.of("2 h 5 min ago", "Broker does not answer")),
                Arguments.of("status orders", "topology", List.of("Bottleneck", "`payments` holds back", "key skew")),
                Arguments.of("status orders", "topology", List.of("No output", "split `b` of the source `orders-in`")),
                Arguments.of("status shop orders", "topology", List.of("payments", "9,876")),
                Arguments.of("members", "cluster", List.of("worker-1", "10.0.0.3:9001", "no")),
                Arguments.of("cluster-members", "cluster", List.of("master-1")),
                Arguments.of("members 2", "member", List.of("4711, for 1 h", "100 MiB of 384 MiB", "1.5 s", "13%")),
                Arguments.of("logs --member 2", "logs", List.of("Started", "    at shop.Orders.pay")),
                Arguments.of("tasks", "tasks", List.of("orders-in", "95%", "2.0 s", "512 KiB")),
                Arguments.of("checkpoints", "checkpoints", List.of("751", "125 ms", "1.2 MiB", "File is missing")),
                Arguments.of("savepoints", "savepoints", List.of("12", "1 d 1 h ago", "5.0 MiB")),
                Arguments.of("metrics", "tasks", List.of("████████", "95%", "40%", "80%", "3.5 s")),
                Arguments.of("metrics --list", "metrics", List.of("records-in", "DISTRIBUTION")),
                Arguments.of("metrics --name records-in", "series", List.of("payments", "16", "10", "20", "▁█▅")),
                Arguments.of("metrics --name latency", "histogram", List.of("1,000", "20 ms", "1.2 s")),
                Arguments.of("events", "events", List.of("shop/orders/payments#1@1", "CHECKPOINT_FAILED")),
                Arguments.of("events orders", "events", List.of("Topology runs")),
                Arguments.of(
                        "dead-letters", "dead-letters", List.of("payments", "2 min ago", "IllegalArgumentException")),
                Arguments.of(
                        "records --operator payments",
                        "records",
                        List.of("Order[customer=", "4,031 in 1 s", "members 3")),
                Arguments.of("config", "configuration", List.of("millrace.worker.threads", "******")),
                Arguments.of("audit", "audit", List.of("eve", "403")),
                Arguments.of("token check", "session", List.of("ci", "OPERATOR")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldShowPeopleWhatTheyLookFor(String command, String fixture, List<String> texts) {
        Terminal.Outcome outcome = Terminal.of(console).run(command.split(" "));

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains(texts);
        assertThat(console.seen())
                .allSatisfy(seen -> assertThat(seen.authorization()).isEqualTo("Bearer " + FakeConsole.TOKEN));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldGiveProgramsWhatTheServerSays(String command, String fixture, List<String> texts) {
        String[] args = (command + " --json").split(" ");
        String piped = Terminal.of(console).run(args).out();
        String shown = Terminal.of(console).wide(40).run(args).out();

        String json = fixture == null ? piped.strip() : FakeConsole.fixture(fixture);
        assertThat(piped).isEqualTo(json + "\n");
        assertThat(Doc.parse(shown)).isEqualTo(Doc.parse(json));
        assertThat(shown.lines().count()).isGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldFitTheWidthOfTheTerminal(String command, String fixture, List<String> texts) {
        if (command.startsWith("logs") || command.startsWith("events")) {
            return; // Nothing of a message is left out; the terminal breaks its lines.
        }
        for (int width : new int[] {40, 200}) {
            String out =
                    Terminal.of(console).wide(width).run(command.split(" ")).out();
            if (!command.matches("status .*|members 2|checkpoints")) {
                assertThat(out.lines()).as("%d", width).allMatch(line -> Text.width(line) <= width);
            }
            assertThat(out.lines().filter(line -> line.contains("  "))).isNotEmpty();
        }
    }

    @Test
    void shouldShowClusterAndTopologiesInOneLook() {
        Terminal.Outcome outcome = Terminal.of(console).run("status");

        assertThat(outcome.out()).isEqualTo("""
                        Cluster         3 members, leader 2 (master-1), epoch 7, 1 not connected

                        TOPOLOGY     STATE    HEALTH          FOR    IN/S  OUT/S    LAG  CHECKPOINT  RESTARTS
                        shop/orders  RUNNING  DEGRADED  2 h 5 min  12,346  9,876  2.0 s   3.4 s ago         2
                        shop/orders: Broker does not answer: broker=kafka-2; see whether it runs
                        """);
    }

    @Test
    void shouldLeaveOutColumnsOfANarrowTerminal() {
        String out = Terminal.of(console).wide(40).run("status").out();

        assertThat(out).contains("TOPOLOGY", "STATE", "left out: RESTARTS, CHECKPOINT");
        assertThat(out).doesNotContain("2 h 5 min");
    }

    @Test
    void shouldGiveProgramsClusterAndTopologiesAsOne() {
        String out = Terminal.of(console).run("status", "--json").out();

        assertThat(out)
                .isEqualTo("{\"cluster\":" + FakeConsole.fixture("cluster") + ",\"topologies\":["
                        + FakeConsole.fixture("topology") + "]}\n");
    }

    @Test
    void shouldHaveColoursOnATerminalOnly() {
        assertThat(Terminal.of(console)
                        .without("NO_COLOR")
                        .wide(120)
                        .run("apps")
                        .out())
                .contains("\033[32mRUNNING\033[0m");
        assertThat(Terminal.of(console).wide(120).run("apps").out()).doesNotContain("\033");
        assertThat(Terminal.of(console).without("NO_COLOR").run("apps").out()).doesNotContain("\033");
        assertThat(Terminal.of(console)
                        .without("NO_COLOR")
                        .with("TERM", "dumb")
                        .wide(120)
                        .run("apps")
                        .out())
                .doesNotContain("\033");
    }

    @Test
    void shouldDrawMetricsAgainAndAgain() {
        Terminal terminal = Terminal.of(console).wide(200);

        assertThat(terminal.run("metrics", "--watch").code()).isZero();

        assertThat(terminal.screen().pictures).hasSize(3);
        assertThat(String.join("\n", terminal.screen().pictures.get(2)))
                .contains("shop/orders", "BUSY█ CREDIT▒ THREAD░", "████████▒▒▒░░·······");
        assertThat(terminal.screen().isClosed).isTrue();
    }

    @Test
    void shouldShowMetricsOfAConsoleThatKnowsNoTasks() throws Exception {
        try (FakeConsole older =
                new FakeConsole().on("GET /applications", "applications").on("GET " + T, "topology")) {
            assertThat(Terminal.of(older).run("metrics").out()).contains("payments", "9,876");
            assertThat(Terminal.of(older).run("tasks").err()).contains("does not know this request", "another version");
            assertThat(Terminal.of(older).run("tasks").code()).isEqualTo(1);
        }
    }

    @Test
    void shouldPassOnWhatIsAskedFor() {
        Terminal.of(console).run("records", "--operator", "payments", "--limit", "5", "--seconds", "2");
        assertThat(console.last().path()).endsWith("/operators/payments/tap?records=5&seconds=2");
        Terminal.of(console).run("dead-letters", "--limit", "5");
        assertThat(console.last().path()).endsWith("/dead-letters?limit=5");
        Terminal.of(console).run("logs", "--member", "2", "--lines", "5", "--level", "warn");
        assertThat(console.last().path()).isEqualTo("/api/v1/cluster/members/2/logs?limit=5&level=WARN");
        Terminal.of(console).run("metrics", "--name", "latency", "--operator", "a b", "--task", "3", "--step", "10");
        assertThat(console.last().path()).endsWith("/metrics/latency?operator=a%20b&task=3&stepSeconds=10");
        Terminal.of(console).run("events", "--severity", "warn", "--kind", "X", "--limit", "7", "--after", "e/1");
        assertThat(console.last().path()).endsWith("/events?after=e%2F1&limit=7&severity=WARN&kind=X");
        Terminal.of(console).run("config", "--prefix", "server");
        assertThat(console.last().path()).endsWith("/configuration?prefix=server");
    }
}

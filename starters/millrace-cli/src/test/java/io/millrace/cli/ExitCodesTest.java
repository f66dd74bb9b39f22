package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts and people learn when something has failed. */
class ExitCodesTest {

    private FakeConsole console;

    @BeforeEach
    void start() throws Exception {
        console = new FakeConsole();
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @ParameterizedTest
    @CsvSource({"500, 1", "400, 1", "401, 4", "403, 4", "404, 5", "409, 6", "413, 1", "429, 4", "503, 3", "405, 1"})
    void shouldSayByTheExitCodeWhatTheConsoleSays(int status, int code) {
        console.problem(
                "GET /cluster",
                status,
                "{\"type\":\"about:blank\",\"status\":" + status + ",\"detail\":\"It is so\",\"remedy\":\"do that\"}");

        Terminal.Outcome outcome = Terminal.of(console).run("members");

        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines()).hasSizeBetween(1, 2).noneMatch(line -> line.contains("\tat "));
        if (status != 401 && status != 405) {
            assertThat(outcome.err()).isEqualTo("Error: It is so\n  Do that\n");
        }
    }

    @Test
    void shouldShowTheNearestNames() {
        console.on("GET /applications", "applications")
                .problem(
                        "GET /applications/shop/topologies/odrers",
                        404,
                        "{\"status\":404,\"detail\":\"There is no such topology: topology=odrers\","
                                + "\"remedy\":\"use a name of the list\",\"nearest\":[\"orders\",\"borders\"]}");

        Terminal.Outcome outcome = Terminal.of(console).run("tasks", "odrers");
        // The name as such is asked for, so that the console can say what is near.
        assertThat(outcome.code()).isEqualTo(1);

        outcome = Terminal.of(console).run("status", "odrers");
        assertThat(outcome.code()).isEqualTo(5);
        assertThat(outcome.err())
                .isEqualTo("Error: There is no such topology: topology=odrers\n"
                        + "  Did you mean orders or borders? Use a name of the list\n");
    }

    @Test
    void shouldAskAgainWhileTheLeaderIsUnknown() {
        console.problem("GET /cluster", 503, "{\"status\":503,\"detail\":\"Leader is not known\"}", "Retry-After", "2")
                .problem("GET /cluster", 503, "{\"status\":503,\"detail\":\"Leader is not known\"}", "Retry-After", "3")
                .on("GET /cluster", "cluster");
        Terminal terminal = Terminal.of(console);

        assertThat(terminal.run("members").code()).isZero();
        assertThat(terminal.time.sleeps).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void shouldNotAskForTheLeaderLongerThanItMay() {
        console.problem(
                "GET /cluster", 503, "{\"status\":503,\"detail\":\"Leader is not known\"}", "Retry-After", "20");
        Terminal terminal = Terminal.of(console);

        assertThat(terminal.run("members", "--timeout", "50").code()).isEqualTo(3);
        assertThat(terminal.time.sleeps).hasSize(2);
    }

    @Test
    void shouldSayThatNobodyIsThere() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        String nobody = "http://127.0.0.1:" + free;

        Terminal.Outcome outcome = new Terminal().run("apps", "--url", nobody);
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err())
                .contains(nobody + " (connection refused)", "--url")
                .hasLineCount(2);

        console.on("GET /applications", "applications");
        outcome = new Terminal().run("apps", "--url", nobody + "," + console.url() + "/");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void shouldSayThatSomethingElseIsThere() {
        console.on("GET /applications", 200, "<html>Welcome</html>");

        Terminal.Outcome outcome = Terminal.of(console).run("apps");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains("no console of Millrace");
    }

    @Test
    void shouldNotFollowTheTokenElsewhere() throws Exception {
        try (FakeConsole other = new FakeConsole()) {
            console.on("GET /applications", 302, "", "Location", other.url() + "/api/v1/applications");

            Terminal.Outcome outcome = Terminal.of(console).run("apps");

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).contains("sends elsewhere", other.url());
            assertThat(other.seen()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "stauts",
                "status --jsn",
                "apps --timeout soon",
                "apps --url ftp://x",
                "apps --url http://user:secret@localhost",
                "status a/",
                "events --severity loud",
                "metrics --list --watch",
                "token",
                "token new --name ci",
                "token new --name CI --role ADMIN",
                "token new --name ci --role KING",
                "completion fish",
                "start --from 1 --fresh"
            })
    void shouldRefuseWhatIsNoCommand(String command) {
        Terminal.Outcome outcome = Terminal.of(console).run(command.isEmpty() ? new String[0] : command.split(" "));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("Error: ").doesNotContain("user:secret");
        assertThat(outcome.err().lines()).hasSize(2);
    }

    @Test
    void shouldAskWhichOfSeveral() {
        console.on("GET /applications", "several");

        assertThat(Terminal.of(console).run("status", "orders").err())
                .contains("several topologies", "shop/orders, depot/orders");
        assertThat(Terminal.of(console).run("tasks").code()).isEqualTo(2);
        assertThat(Terminal.of(console).run("app").code()).isEqualTo(2);
        assertThat(Terminal.of(console).run("tasks", "nothing").code()).isEqualTo(5);
        Terminal.of(console).run("tasks", "stock");
        assertThat(console.last().path()).endsWith("/applications/depot/topologies/stock/tasks");
    }

    @Test
    void shouldShowTheCodeThatFailedOnDemandOnly() {
        console.problem("GET /cluster", 500, "{\"detail\":\"It has failed\"}");

        assertThat(Terminal.of(console).run("members").err()).doesNotContain("ProblemException");
        assertThat(Terminal.of(console).run("members", "--debug").err())
                .contains("ProblemException", "    at io.millrace");
    }

    @Test
    void shouldDocumentExitCodesInTheHelpOfEachCommand() {
        for (String command : new String[] {"--help", "status --help", "token new --help", "drain --help"}) {
            Terminal.Outcome outcome = new Terminal().run(command.split(" "));
            assertThat(outcome.code()).isZero();
            assertThat(outcome.out()).contains("Usage: millrace", "Exit codes:", "130", "The state does not allow it.");
        }
        assertThat(ExitCode.of(new InterruptedException()).number()).isEqualTo(130);
    }
}

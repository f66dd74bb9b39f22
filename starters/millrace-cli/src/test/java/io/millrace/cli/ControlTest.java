package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that change something: what they send, what they wait for, whom they ask before. */
class ControlTest {

    private static final String T = "/applications/shop/topologies/orders";

    private FakeConsole console;

    @BeforeEach
    void start() throws Exception {
        console = new FakeConsole().on("GET /applications", "applications");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @ParameterizedTest
    @CsvSource({
        "stop, RUNNING STOPPING STOPPED, 0, STOPPED",
        "stop, RUNNING FAILED, 1, FAILED",
        "stop, STOPPED, 0, STOPPED",
        "cancel, RUNNING STOPPING STOPPED, 0, STOPPED",
        "drain, RUNNING RUNNING FINISHED, 0, FINISHED",
        "drain, RUNNING STOPPED, 1, STOPPED",
        "start, STOPPED STOPPED STARTING RUNNING, 0, RUNNING",
        "start, FAILED FAILED STARTING FAILED, 1, FAILED",
        "start, RUNNING, 0, RUNNING",
        "restart, RUNNING RUNNING STOPPING STOPPED STARTING RUNNING, 0, RUNNING",
        "stop, RUNNING STOPPING STOPPING, 7, STOPPING",
        "restart, RUNNING RUNNING RUNNING, 7, RUNNING"
    })
    void shouldWaitForTheOutcome(String command, String states, int code, String last) {
        for (String state : states.split(" ")) {
            console.on("GET " + T, 200, topology(state));
        }
        console.on("POST " + T + "/" + command, 202, "");
        Terminal terminal = Terminal.of(console);

        Terminal.Outcome outcome = terminal.run(command, "--timeout", "10");

        assertThat(outcome.code()).isEqualTo(code);
        assertThat(code == 0 ? outcome.out() : outcome.err()).contains(last);
        assertThat(console.seen())
                .anyMatch(seen -> seen.method().equals("POST") && seen.body().isEmpty());
        if (states.contains("STOPPING STOPPED")) {
            assertThat(outcome.out()).contains("shop/orders  STOPPING -> STOPPED\n");
        }
    }

    @Test
    void shouldWaitForARestartThatIsOverBetweenTwoLooks() {
        console.on("GET " + T, 200, topology("RUNNING"))
                .on("GET " + T, 200, topology("RUNNING").replace("18:55", "21:00"))
                .on("POST " + T + "/restart", 202, "");

        assertThat(Terminal.of(console).run("restart").code()).isZero();
    }

    @Test
    void shouldGoOnWaitingWhileTheConsoleIsAway() {
        console.on("GET " + T, 200, topology("RUNNING"))
                .problem("GET " + T, 503, "{\"detail\":\"Leader is not known\"}")
                .on("GET " + T, 200, topology("STOPPED"))
                .on("POST " + T + "/stop", 202, "");

        assertThat(Terminal.of(console).run("stop").code()).isZero();
    }

    @Test
    void shouldNotWaitIfNotAsked() {
        console.on("GET " + T, 200, topology("RUNNING")).on("POST " + T + "/stop", 202, "");
        Terminal terminal = Terminal.of(console);

        assertThat(terminal.run("stop", "--no-wait").out()).isEqualTo("shop/orders: stop is asked for\n");
        assertThat(terminal.time.sleeps).isEmpty();
    }

    @Test
    void shouldGiveProgramsTheTopologyAtTheEnd() {
        console.on("GET " + T, 200, topology("RUNNING"))
                .on("GET " + T, 200, topology("STOPPED"))
                .on("POST " + T + "/stop", 202, "");

        Terminal.Outcome outcome = Terminal.of(console).run("stop", "--json");

        assertThat(outcome.out()).isEqualTo(topology("STOPPED") + "\n");
        assertThat(outcome.err()).contains("RUNNING -> STOPPED");
    }

    @Test
    void shouldSayThatTheStateForbidsIt() {
        console.on("GET " + T, 200, topology("FINISHED"))
                .problem("POST " + T + "/drain", 409, "{\"detail\":\"Topology has finished\",\"remedy\":\"start it\"}");

        Terminal.Outcome outcome = Terminal.of(console).run("drain");

        assertThat(outcome.code()).isEqualTo(6);
        assertThat(outcome.err()).isEqualTo("Error: Topology has finished\n  Start it\n");
    }

    @ParameterizedTest
    @CsvSource({"stop", "cancel", "drain", "start --fresh", "savepoint --delete 12", "dead-letters --drop d-9"})
    void shouldAskBeforeWhatCannotBeUndone(String command) {
        console.on("GET " + T, 200, topology("RUNNING"));

        Terminal.Outcome outcome = Terminal.of(console).typing("n\n").run(command.split(" "));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("shop/orders", "[y/N]", "Nothing was done");
        assertThat(console.seen()).allMatch(seen -> seen.method().equals("GET"));
        assertThat(Terminal.of(console).typing("").run(command.split(" ")).code())
                .isEqualTo(1);
    }

    @Test
    void shouldGoOnWithConsent() {
        console.on("GET " + T, 200, topology("STOPPED")).on("POST " + T + "/stop", 202, "");

        assertThat(Terminal.of(console).typing("y\n").run("stop").code()).isZero();
        assertThat(Terminal.of(console).typing("").run("stop", "--yes").code()).isZero();
        assertThat(console.seen().stream().filter(seen -> seen.method().equals("POST")))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--from 12 | {\"restoreFrom\":12}",
                "--from latest | {\"restoreFrom\":40}",
                "--fresh | {\"fresh\":true}"
            })
    void shouldStartFromWhereItIsTold(String options, String body) {
        console.on("GET " + T, 200, topology("RUNNING"))
                .on("GET " + T + "/savepoints", "savepoints")
                .on("POST " + T + "/start", 202, "");

        assertThat(Terminal.of(console).run(("start " + options).split(" ")).code())
                .isZero();
        assertThat(console.seen())
                .anyMatch(seen -> seen.method().equals("POST") && seen.body().equals(body));
    }

    @Test
    void shouldTakeAndDeleteSavepoints() {
        console.on("POST " + T + "/savepoints", 201, "{\"id\":41}").on("DELETE " + T + "/savepoints/12", 204, "");

        assertThat(Terminal.of(console).run("savepoint").out()).isEqualTo("shop/orders: savepoint 41 is taken\n");
        assertThat(Terminal.of(console).run("savepoint", "orders", "--quiet").out())
                .isEqualTo("41\n");
        assertThat(Terminal.of(console).run("savepoint", "--json").out()).isEqualTo("{\"id\":41}\n");
        assertThat(Terminal.of(console).run("savepoint", "--delete", "12").code())
                .isZero();
        assertThat(console.last().method()).isEqualTo("DELETE");
    }

    @Test
    void shouldReplayAndDropDeadLetters() {
        console.on(
                        "POST " + T + "/dead-letters/replay",
                        200,
                        "{\"replayed\":1,\"refused\":[{\"id\":\"d-8\",\"reason\":\"It is gone\"}]}")
                .on("DELETE " + T + "/dead-letters", 200, "{\"dropped\":2,\"refused\":[]}");

        Terminal.Outcome outcome = Terminal.of(console).run("dead-letters", "--replay", "d-9,d-8");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("Given again: 1, refused: 1", "d-8  It is gone");
        assertThat(console.last().body()).isEqualTo("{\"ids\":[\"d-9\",\"d-8\"]}");
        Terminal.of(console).run("dead-letters", "--replay-all");
        assertThat(console.last().body()).isEqualTo("{\"all\":true}");
        assertThat(Terminal.of(console).run("dead-letters", "--drop", "a,b").out())
                .contains("Dropped: 2, refused: 0");
        assertThat(console.last().path()).endsWith("/dead-letters?id=a&id=b");
        Terminal.of(console).run("dead-letters", "--drop-all", "--yes");
        assertThat(console.last().path()).endsWith("/dead-letters?all=true");
    }

    @Test
    void shouldWaitForAState() {
        console.on("GET " + T, 200, topology("STARTING")).on("GET " + T, 200, topology("RUNNING"));
        assertThat(Terminal.of(console).run("status", "--wait-for", "running").code())
                .isZero();

        assertThat(Terminal.of(console)
                        .run("status", "--wait-for", "FINISHED,STOPPED", "--timeout", "60")
                        .code())
                .isEqualTo(7);
    }

    @Test
    void shouldLookForTheLoginOnceMoreWhileTheConsoleStarts() throws Exception {
        try (FakeConsole starting = new FakeConsole()) {
            starting.problem("GET /applications", 401, "{\"detail\":\"This needs a login\"}")
                    .on("GET /applications", "applications")
                    .on("GET " + T, 200, topology("RUNNING"));
            assertThat(Terminal.of(starting)
                            .run("status", "--wait-for", "RUNNING")
                            .code())
                    .isZero();
        }
        console.problem("GET " + T, 401, "{\"detail\":\"This needs a login\"}");
        assertThat(Terminal.of(console).run("status", "--wait-for", "RUNNING").code())
                .isEqualTo(4);
    }

    @Test
    void shouldNotWaitForWhatHasFailed() {
        console.on("GET " + T, 200, topology("FAILED"));

        Terminal.Outcome outcome = Terminal.of(console).run("status", "--wait-for", "RUNNING");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("FAILED instead of RUNNING");
    }

    @Test
    void shouldWaitForAConsoleThatIsNotThereYet() {
        Terminal nobody = new Terminal().with("MILLRACE_URL", console.url());
        console.close();

        assertThat(nobody.run("status", "--wait-for", "RUNNING", "--timeout", "3")
                        .code())
                .isEqualTo(3);
        assertThat(nobody.time.sleeps).hasSize(10);
    }

    private static String topology(String state) {
        return FakeConsole.fixture("topology").replace("\"state\":\"RUNNING\"", "\"state\":\"" + state + "\"");
    }
}

package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others write, into records, logs or names, is shown and never obeyed by the terminal. */
class InjectionTest {

    /** Clears the screen, sets the title, rings, turns the text around, and the same with C1 controls. */
    private static final String EVIL = "\\u001b[2J\\u001b]0;owned\\u0007\\r\\u202etxt\\u009b2J\\u0085\\u2028x\\u007f";

    private FakeConsole console;

    @BeforeEach
    void start() throws Exception {
        console = new FakeConsole();
        String topology = "/applications/shop/topologies/orders";
        console.on("GET /applications", 200, poisoned("applications", "1.4.2"))
                .on("GET /applications/shop", 200, "{\"name\":\"" + EVIL + "\"}")
                .on("GET /cluster", 200, poisoned("cluster", "worker-1"))
                .on("GET /cluster/members/self/logs", 200, poisoned("logs", "Started"))
                .on("GET /events", 200, poisoned("events", "Topology runs"))
                .on("GET " + topology, 200, poisoned("topology", "Broker does not answer"))
                .on(
                        "GET " + topology + "/tasks",
                        200,
                        poisoned("tasks", "\"stage\":\"payments").replace("\"" + EVIL, "\"stage\":\"" + EVIL))
                .on("GET " + topology + "/dead-letters", 200, poisoned("dead-letters", "java.lang"))
                .on("POST " + topology + "/operators/payments/tap", 200, poisoned("records", "Order"))
                .on("GET /configuration", 200, poisoned("configuration", "application.properties"))
                .on("GET /audit", 200, poisoned("audit", "eve"))
                .problem(
                        "GET /session",
                        403,
                        "{\"detail\":\"" + EVIL + "\",\"remedy\":\"" + EVIL + "\",\"nearest\":[\"" + EVIL + "\"]}");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apps",
                "app shop",
                "members",
                "logs",
                "events",
                "status",
                "status orders",
                "tasks",
                "metrics",
                "dead-letters",
                "records --operator payments",
                "config",
                "audit",
                "token check",
                "logs --json",
                "events --json",
                "status --json",
                "token check --debug"
            })
    void shouldShowAndNotObey(String command) {
        for (int width : new int[] {40, 200}) {
            Terminal.Outcome outcome = Terminal.of(console).wide(width).run(command.split(" "));

            assertThat(outcome.out() + outcome.err())
                    .as("%d", width)
                    .isNotEmpty()
                    .matches(text -> text.codePoints().allMatch(InjectionTest::isHarmless), "is harmless");
        }
    }

    @Test
    void shouldKeepWhatWasWritten() {
        assertThat(Terminal.of(console).run("logs").out()).contains("\\x1b[2J\\x1b]0;owned\\x07", "\\u202etxt\\x9b2J");
    }

    private static boolean isHarmless(int character) {
        int type = Character.getType(character);
        return character == '\n'
                || (type != Character.CONTROL
                        && type != Character.FORMAT
                        && type != Character.LINE_SEPARATOR
                        && type != Character.PARAGRAPH_SEPARATOR);
    }

    private static String poisoned(String fixture, String text) {
        return FakeConsole.fixture(fixture).replace(text, EVIL);
    }
}

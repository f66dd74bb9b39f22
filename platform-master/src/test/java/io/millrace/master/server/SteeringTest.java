package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.User;
import io.millrace.control.StartFrom;
import io.millrace.status.TopologyState;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What REST lets people do to topologies, and what it says when they cannot. */
@Timeout(60)
class SteeringTest {

    private static final String TOPOLOGY = "/api/v1/applications/demo/topologies/word-count";

    private final FakeApplication application = new FakeApplication();
    private Console console;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        console = TestConsoles.start(
                new ConsoleSettings(null, List.of(new User("bob", "{noop}secret", Role.OPERATOR)), Duration.ofHours(1)),
                application);
        browser = new Browser(console.link()).signedIn("bob", "secret");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "cancel", "drain"})
    void shouldEndATopology(String steering) throws Exception {
        assertThat(browser.change("POST", TOPOLOGY + "/" + steering).statusCode())
                .isEqualTo(202);

        assertThat(application.topology("word-count").status().state()).isEqualTo(TopologyState.STOPPED);
        assertThat(browser.change("POST", TOPOLOGY + "/" + steering).statusCode())
                .isEqualTo(202);
    }

    @Test
    void shouldStartFromWhatIsNamed() throws Exception {
        assertThat(browser.change("POST", TOPOLOGY + "/start").statusCode()).isEqualTo(202);
        assertThat(browser.change("POST", TOPOLOGY + "/start", "{}").statusCode())
                .isEqualTo(202);
        assertThat(browser.change("POST", TOPOLOGY + "/start", "{\"restoreFrom\": 12}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(browser.change("POST", TOPOLOGY + "/start", "{\"fresh\": true}")
                        .statusCode())
                .isEqualTo(202);

        assertThat(application.beginnings())
                .containsExactly(StartFrom.LAST, StartFrom.LAST, StartFrom.checkpoint(12), StartFrom.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"restoreFrom\": 12, \"fresh\": true}",
                "{\"restoreFrom\": -1}",
                "{\"restoreFrom\": 1.5}",
                "{\"restore\": 12}",
                "{\"restoreFrom\": 12",
                "[]",
                "null",
                "yes"
            })
    void shouldStartNothingByAWishThatMakesNoSense(String body) throws Exception {
        assertProblem(browser.change("POST", TOPOLOGY + "/start", body), 400);
        assertThat(application.beginnings()).isEmpty();
    }

    @Test
    void shouldKnowThatACheckpointDoesNotExist() throws Exception {
        JsonNode problem = assertProblem(browser.change("POST", TOPOLOGY + "/start", "{\"restoreFrom\": 112}"), 404);
        assertThat(problem.at("/detail").asString()).isEqualTo("Checkpoint does not exist: checkpoint=112");
        assertThat(problem.at("/remedy").asString()).isEqualTo("there are [12]");
    }

    @Test
    void shouldNameWhatMayHaveBeenMeant() throws Exception {
        JsonNode topology =
                assertProblem(browser.change("POST", "/api/v1/applications/demo/topologies/word-cuont/stop"), 404);
        assertThat(topology.at("/nearest/0").asString()).isEqualTo("word-count");
        JsonNode application = assertProblem(browser.get("/api/v1/applications/dmeo"), 404);
        assertThat(application.at("/nearest/0").asString()).isEqualTo("demo");
        assertThat(assertProblem(browser.get("/api/v1/applications/other"), 404).at("/nearest"))
                .isEmpty();
    }

    @Test
    void shouldSayWhenToAskAgainIfNobodyLeads() throws Exception {
        application.loseLeader();

        HttpResponse<String> answer = browser.change("POST", TOPOLOGY + "/drain");

        assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    }

    @Test
    void shouldListSavepointsOnly() throws Exception {
        browser.change("POST", TOPOLOGY + "/savepoints");

        JsonNode savepoints = JsonMapper.shared()
                .readTree(browser.get(TOPOLOGY + "/savepoints").body())
                .at("/savepoints");

        assertThat(savepoints).hasSize(1);
        assertThat(savepoints.at("/0/kind").asString()).isEqualTo("SAVEPOINT");
    }

    private static JsonNode assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.at("/remedy").asString()).isNotBlank();
        return problem;
    }
}

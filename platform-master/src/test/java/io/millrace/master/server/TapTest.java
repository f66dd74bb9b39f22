package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.Console;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks at records over REST. */
@Timeout(60)
class TapTest {

    private static final String OPERATORS = "/api/v1/applications/demo/topologies/word-count/operators/";

    private final FakeApplication application = new FakeApplication();
    private Console console;

    @BeforeEach
    void start() throws Exception {
        console = TestConsoles.start(TestConsoles.users(), application);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void shouldShowWhatMembersShow() throws Exception {
        HttpResponse<String> answer = operator().change("POST", OPERATORS + "words/tap?records=40&seconds=2");
        JsonNode told = JsonMapper.shared().readTree(answer.body());

        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(told.at("/records/0/text").asString()).isEqualTo("words");
        assertThat(told.at("/records/0/timestamp").isNull()).isTrue();
        assertThat(told.at("/records/1/text").asString()).isEqualTo("40/2");
        assertThat(told.at("/records/1/member").asInt()).isEqualTo(3);
        assertThat(told.at("/records/1/timestamp").asString()).isEqualTo("1970-01-01T00:00:01Z");
        assertThat(told.at("/seen").asInt()).isEqualTo(4_711);
        assertThat(told.at("/silentMembers/0").asInt()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "words/tap?records=21 | 400 | records=21",
                "words/tap?seconds=4 | 400 | seconds=4",
                "words/tap?seconds=-1 | 400 | seconds=-1",
                "words/tap?records=many | 400 | records=many",
                "wrods/tap | 404 | wrods",
                "output/tap | 404 | operator that gives records",
            })
    void shouldRefuseWhatMakesNoSense(String wish, int status, String words) throws Exception {
        HttpResponse<String> answer = operator().change("POST", OPERATORS + wish);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void shouldSayWhyRecordsAreNotShown() throws Exception {
        application.loseLeader();
        HttpResponse<String> answer = operator().change("POST", OPERATORS + "words/tap");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("millrace.tap.content=none", "set it to shape or whole");
    }

    @Test
    void shouldBeForOperatorsAndWriteDownWhoHasLooked() throws Exception {
        Browser viewer = new Browser(console.link()).signedIn("eve", "secret");
        assertThat(viewer.change("POST", OPERATORS + "words/tap").statusCode()).isEqualTo(403);
        operator().change("POST", OPERATORS + "words/tap");

        Browser administrator = new Browser(console.link()).signedIn("ada", "secret");
        assertThat(administrator.get("/api/v1/audit").body())
                .contains("\"user\":\"bob\"", "\"user\":\"eve\"", OPERATORS + "words/tap");
    }

    private Browser operator() throws Exception {
        return new Browser(console.link()).signedIn("bob", "secret");
    }
}

package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.Console;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dead letters over REST: listed, given to their steps again, dropped. */
@Timeout(60)
class DeadLettersTest {

    private static final String LETTERS = "/api/v1/applications/demo/topologies/word-count/dead-letters";

    private Console console;
    private Browser operator;

    @BeforeEach
    void start() throws Exception {
        console = TestConsoles.start(TestConsoles.users(), new FakeApplication());
        operator = new Browser(console.link()).signedIn("bob", "secret");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void shouldListThoseOfAllMembersWithoutWhatWasInTheRecords() throws Exception {
        JsonNode told = read(operator.get(LETTERS + "?limit=2"));

        assertThat(told.at("/deadLetters")
                        .valueStream()
                        .map(letter -> letter.at("/id").asString()))
                .containsExactly("2-9", "1-4");
        assertThat(told.at("/deadLetters/0/cause").asString()).isEqualTo("java.lang.IllegalArgumentException");
        assertThat(told.at("/deadLetters/0/underWay").asBoolean()).isFalse();
        assertThat(told.at("/deadLetters/0").has("record")).isFalse();
        assertThat(told.at("/silentMembers/0").asInt()).isEqualTo(3);
    }

    @Test
    void shouldGiveRecordsToTheirStepsAgain() throws Exception {
        JsonNode told = read(operator.change("POST", LETTERS + "/replay", "{\"ids\":[\"1-4\",\"9-9\"]}"));
        assertThat(told.at("/replayed").asInt()).isEqualTo(1);
        assertThat(told.at("/refused/0/id").asString()).isEqualTo("9-9");

        assertThat(read(operator.change("POST", LETTERS + "/replay", "{\"all\":true}"))
                        .at("/replayed")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void shouldDropLetters() throws Exception {
        JsonNode told = read(operator.change("DELETE", LETTERS + "?id=1-4&id=9-9"));
        assertThat(told.at("/dropped").asInt()).isEqualTo(1);
        assertThat(told.at("/refused/0/reason").asString()).contains("not kept");

        assertThat(read(operator.change("DELETE", LETTERS + "?all=true"))
                        .at("/dropped")
                        .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"all\":false}",
                "{\"ids\":[]}",
                "{\"ids\":[null]}",
                "{\"ids\":[\"1-4\"],\"all\":true}",
                "{\"id\":\"1-4\"}",
                "{\"ids\":\"1-4\"}",
                "{"
            })
    void shouldRefuseAReplayOfNothing(String body) throws Exception {
        HttpResponse<String> answer = operator.change("POST", LETTERS + "/replay", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("remedy").doesNotContain("jackson", "millrace.master");
    }

    @Test
    void shouldRefuseToDropNothingOrTooMuch() throws Exception {
        assertThat(operator.change("DELETE", LETTERS).statusCode()).isEqualTo(400);
        assertThat(operator.change("DELETE", LETTERS + "?id=1-4&all=true").statusCode())
                .isEqualTo(400);
        String many = IntStream.range(0, 1001).mapToObj(i -> "id=1-" + i).collect(Collectors.joining("&"));
        assertThat(operator.change("DELETE", LETTERS + "?" + many).statusCode()).isEqualTo(400);
    }

    private static JsonNode read(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }
}

package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.Console;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists of REST: how much of them is given, and that nobody is given again what has not changed. */
@Timeout(60)
class ListsTest {

    private static final String APPLICATION = "/api/v1/applications/demo";
    private static final String TOPOLOGY = APPLICATION + "/topologies/word-count";

    private static Console console;
    private static Browser ada;

    @BeforeAll
    static void start() throws Exception {
        console = TestConsoles.withUsers();
        ada = new Browser(console.link()).signedIn("ada", "secret");
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void shouldGiveNothingAgainThatHasNotChanged() throws Exception {
        for (String path :
                List.of("/api/v1/applications", APPLICATION, TOPOLOGY + "/savepoints", "/api/v1/openapi.json")) {
            HttpResponse<String> first = ada.get(path);
            String tag = first.headers().firstValue("ETag").orElse("");
            assertThat(tag).as(path).matches("W/\"[0-9a-f]{16}\"");

            for (String known : List.of(tag, tag.substring(2), "\"other\", " + tag)) {
                HttpResponse<String> again = ada.send(
                        ada.request(path).header("If-None-Match", known).GET());
                assertThat(again.statusCode()).as("%s, %s", path, known).isEqualTo(304);
                assertThat(again.body()).isEmpty();
                assertThat(again.headers().firstValue("ETag")).hasValue(tag);
                assertThat(again.headers().firstValue("Cache-Control").orElse(""))
                        .contains("no-store");
            }
            HttpResponse<String> other = ada.send(
                    ada.request(path).header("If-None-Match", "\"other\"").GET());
            assertThat(other.statusCode()).as(path).isEqualTo(200);
            assertThat(other.body()).isEqualTo(first.body());
        }
    }

    @Test
    void shouldGiveWhatHasChanged() throws Exception {
        String before = tag(APPLICATION);
        String savepoints = tag(TOPOLOGY + "/savepoints");
        String checkpoints = tag(TOPOLOGY + "/checkpoints");
        ada.change("POST", TOPOLOGY + "/savepoints");
        ada.change("POST", TOPOLOGY + "/stop");

        assertThat(tag(APPLICATION)).isNotEqualTo(before);
        assertThat(tag(TOPOLOGY + "/savepoints")).isNotEqualTo(savepoints);
        assertThat(tag(TOPOLOGY + "/checkpoints")).isNotEqualTo(checkpoints);
        ada.change("POST", TOPOLOGY + "/start");
        assertThat(tag(APPLICATION)).isEqualTo(before);
    }

    @Test
    void shouldRefuseALimitThatIsNone() throws Exception {
        for (String list :
                List.of("/api/v1/events", TOPOLOGY + "/events", TOPOLOGY + "/dead-letters", "/api/v1/audit")) {
            for (String limit : List.of("0", "-1", "1000000000", "99999999999999", "many", "1.5", "1&limit=2", "%20")) {
                HttpResponse<String> answer = ada.get(list + "?limit=" + limit);
                assertThat(answer.statusCode()).as("%s, %s", list, limit).isEqualTo(400);
                JsonNode problem = JsonMapper.shared().readTree(answer.body());
                assertThat(problem.at("/detail").asString()).startsWith("Limit is no number from 1 to ");
                assertThat(problem.at("/remedy").asString()).isEqualTo("ask for so many, or leave it out for 100");
            }
            for (String limit : List.of("?limit=1", "?limit=1000", "?limit=", "")) {
                assertThat(ada.get(list + limit).statusCode())
                        .as("%s, %s", list, limit)
                        .isEqualTo(200);
            }
        }
    }

    private static String tag(String path) throws Exception {
        return ada.get(path).headers().firstValue("ETag").orElse("");
    }
}

package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Everything that the console answers, asked by everybody. */
class AccessMatrixTest {

    /** What is there, and with which status each is answered: nobody, viewer, operator, administrator. */
    private static final Map<String, List<Integer>> MATRIX = new LinkedHashMap<>();

    static {
        MATRIX.put("GET /health", List.of(200, 200, 200, 200));
        MATRIX.put("GET /login", List.of(200, 200, 200, 200));
        MATRIX.put("GET /", List.of(302, 303, 303, 303));
        MATRIX.put("GET /applications/{application}/topologies/{topology}", List.of(302, 200, 200, 200));
        MATRIX.put("GET /cluster", List.of(302, 200, 200, 200));
        MATRIX.put("GET /api/v1/cluster", List.of(401, 200, 200, 200));
        MATRIX.put("GET /api/v1/session", List.of(401, 200, 200, 200));
        MATRIX.put("GET /api/v1/applications", List.of(401, 200, 200, 200));
        MATRIX.put("GET /api/v1/applications/{application}", List.of(401, 200, 200, 200));
        MATRIX.put("GET /api/v1/applications/{application}/topologies/{topology}", List.of(401, 200, 200, 200));
        MATRIX.put(
                "GET /api/v1/applications/{application}/topologies/{topology}/dead-letters",
                List.of(401, 200, 200, 200));
        MATRIX.put("GET /api/v1/applications/{application}/topologies/{topology}/live", List.of(401, 200, 200, 200));
        MATRIX.put("POST /api/v1/applications/{application}/topologies/{topology}/start", List.of(401, 403, 202, 202));
        MATRIX.put(
                "GET /api/v1/applications/{application}/topologies/{topology}/checkpoints",
                List.of(401, 200, 200, 200));
        MATRIX.put(
                "POST /api/v1/applications/{application}/topologies/{topology}/savepoints",
                List.of(401, 403, 201, 201));
        MATRIX.put(
                "DELETE /api/v1/applications/{application}/topologies/{topology}/savepoints/{savepoint}",
                List.of(401, 403, 403, 204));
        MATRIX.put("POST /api/v1/applications/{application}/topologies/{topology}/stop", List.of(401, 403, 202, 202));
    }

    private static Console console;
    private static List<Browser> everybody;

    @BeforeAll
    static void start() throws Exception {
        console = TestConsoles.withUsers();
        everybody = List.of(
                new Browser(console.link()),
                new Browser(console.link()).signedIn("eve", "secret"),
                new Browser(console.link()).signedIn("bob", "secret"),
                new Browser(console.link()).signedIn("ada", "secret"));
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void shouldKnowEverythingThatIsMapped() {
        RequestMappingHandlerMapping mapping =
                ((ConsoleServer) console).context().getBean(RequestMappingHandlerMapping.class);
        Set<String> mapped = new TreeSet<>();
        for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
            info.getMethodsCondition()
                    .getMethods()
                    .forEach(method -> info.getPatternsCondition()
                            .getPatterns()
                            .forEach(pattern -> mapped.add(method + " "
                                    + (pattern.getPatternString().isEmpty() ? "/" : pattern.getPatternString()))));
        }

        assertThat(MATRIX.keySet()).containsExactlyInAnyOrderElementsOf(mapped);
    }

    @Test
    void shouldAnswerEverybodyAsTheMatrixSays() throws Exception {
        Map<String, List<Integer>> found = new LinkedHashMap<>();
        for (String entry : MATRIX.keySet()) {
            List<Integer> answers = new ArrayList<>();
            for (Browser browser : everybody) {
                answers.add(status(browser, entry));
            }
            found.put(entry, answers);
        }

        assertThat(found).isEqualTo(MATRIX);
    }

    @Test
    void shouldRefuseWhatIsNotMappedToo() throws Exception {
        Map<String, List<Integer>> expected = new HashMap<>();
        expected.put("GET /api/v1/nothing", List.of(401, 404, 404, 404));
        expected.put("GET /nothing", List.of(302, 404, 404, 404));
        expected.put("DELETE /api/v1/applications", List.of(401, 403, 403, 405));
        expected.put("PUT /", List.of(302, 403, 403, 405));
        for (Map.Entry<String, List<Integer>> entry : expected.entrySet()) {
            List<Integer> answers = new ArrayList<>();
            for (Browser browser : everybody) {
                answers.add(status(browser, entry.getKey()));
            }
            assertThat(answers).as(entry.getKey()).isEqualTo(entry.getValue());
        }
        assertThat(Role.values()).hasSize(everybody.size() - 1);
    }

    private static int status(Browser browser, String entry) throws Exception {
        String method = entry.substring(0, entry.indexOf(' '));
        String path = entry.substring(entry.indexOf(' ') + 1)
                .replace("{application}", "demo")
                .replace("{topology}", "word-count")
                .replace("{savepoint}", "40");
        if (!method.equals("GET")) {
            return browser.change(method, path).statusCode();
        }
        var answer = browser.open(path);
        answer.body().close();
        return answer.statusCode();
    }
}

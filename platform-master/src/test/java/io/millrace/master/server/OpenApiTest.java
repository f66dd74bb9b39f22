package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.millrace.control.Console;
import io.millrace.status.ApplicationEvent.Severity;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the API is what the console answers, no more and no less. */
@Timeout(60)
class OpenApiTest {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private static Console console;
    private static Browser administrator;
    private static JsonNode description;

    @BeforeAll
    static void start() throws Exception {
        FakeApplication application = new FakeApplication();
        application.happen(Severity.WARN, "word-count", "Something");
        console = TestConsoles.start(TestConsoles.users(), application);
        administrator = new Browser(console.link()).signedIn("ada", "secret");
        description = JsonMapper.shared()
                .readTree(administrator.get("/api/v1/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void shouldDescribeWhatThereIs() {
        Set<String> there = new TreeSet<>(Endpoints.of(((ConsoleServer) console).context()));
        there.removeIf(endpoint -> !endpoint.contains(" /api/v1/"));

        assertThat(operations().keySet()).containsExactlyElementsOf(there);
    }

    @Test
    void shouldNameTheRolesOfTheMatrix() throws Exception {
        Map<String, String> described = new TreeMap<>();
        operations()
                .forEach((endpoint, operation) ->
                        described.put(endpoint, operation.at("/x-role").asString()));
        Map<String, String> written = new TreeMap<>();
        try (InputStream matrix = OpenApiTest.class.getResourceAsStream("access-matrix.txt")) {
            new String(matrix.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\\s+"))
                    .filter(words -> words.length == 3 && words[1].startsWith("/api/v1/"))
                    .forEach(words -> written.put(words[0] + " " + words[1], words[2]));
        }

        assertThat(described).isEqualTo(written);
    }

    @Test
    void shouldAnswerAsItIsDescribed() throws Exception {
        // Something that can be listed and deleted.
        administrator.change("POST", "/api/v1/applications/demo/topologies/word-count/savepoints");
        for (Map.Entry<String, JsonNode> operation : operations().entrySet()) {
            if (!operation
                    .getValue()
                    .at("/responses/200/content/text~1event-stream")
                    .isMissingNode()) {
                continue; // It does not end.
            }
            assertDescribed(operation.getKey(), operation.getValue(), ask(administrator, operation.getKey()));
        }
    }

    @Test
    void shouldSayWhatIsWrongAsItIsDescribed() throws Exception {
        Browser nobody = new Browser(console.link());
        Browser viewer = new Browser(console.link()).signedIn("eve", "secret");
        for (Map.Entry<String, JsonNode> operation : operations().entrySet()) {
            String endpoint = operation.getKey();
            assertDescribed(endpoint, operation.getValue(), ask(nobody, endpoint));
            if (!operation.getValue().at("/x-role").asString().equals("VIEWER")) {
                HttpResponse<String> answer = ask(viewer, endpoint);
                assertThat(answer.statusCode()).as(endpoint).isEqualTo(403);
                assertDescribed(endpoint, operation.getValue(), answer);
            }
            if (endpoint.contains("{topology}")) {
                HttpResponse<String> answer = ask(administrator, endpoint.replace("{topology}", "word-cuont"));
                assertThat(answer.statusCode()).as(endpoint).isEqualTo(404);
                assertDescribed(endpoint, operation.getValue(), answer);
            }
        }
    }

    private static void assertDescribed(String endpoint, JsonNode operation, HttpResponse<String> answer) {
        JsonNode response = operation.at("/responses/" + answer.statusCode());
        assertThat(response.isMissingNode())
                .as("%s answers %d: %s", endpoint, answer.statusCode(), answer.body())
                .isFalse();
        JsonNode content = response.at("/content");
        if (content.isMissingNode()) {
            assertThat(answer.body()).as(endpoint).isEmpty();
            return;
        }
        String type = answer.statusCode() < 300 ? JSON : PROBLEM;
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as(endpoint)
                .startsWith(type);
        JsonNode schema = content.at("/" + type.replace("/", "~1") + "/schema");
        assertThat(faults(schema, answer.body()))
                .as("%s: %s", endpoint, answer.body())
                .isEmpty();
    }

    private static List<String> faults(JsonNode schema, String body) {
        ObjectNode whole = (ObjectNode) schema.deepCopy();
        whole.set("components", description.at("/components"));
        Schema validating = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
        return validating.validate(JsonMapper.shared().readTree(body)).stream()
                .map(fault -> fault.getInstanceLocation() + ": " + fault.getMessage())
                .toList();
    }

    private static HttpResponse<String> ask(Browser browser, String endpoint) throws Exception {
        String method = endpoint.substring(0, endpoint.indexOf(' '));
        String path = endpoint.substring(endpoint.indexOf(' ') + 1)
                .replace("{application}", "demo")
                .replace("{topology}", "word-count")
                .replace("{savepoint}", "40")
                .replace("{metric}", "latency")
                .replace("{operator}", "words")
                .replace("{member}", "self");
        return method.equals("GET") ? browser.get(path) : browser.change(method, path);
    }

    private static Map<String, JsonNode> operations() {
        Map<String, JsonNode> sorted = new TreeMap<>();
        description
                .at("/paths")
                .forEachEntry((path, methods) -> methods.forEachEntry(
                        (method, operation) -> sorted.put(method.toUpperCase(Locale.ROOT) + " " + path, operation)));
        return sorted;
    }
}

package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.User;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class ConsoleServerTest {

    private static final String TOPOLOGY = "/api/v1/applications/demo/topologies/word-count";

    @TempDir
    private Path folder;

    @Test
    void shouldLetAWrongPasswordGetNowhere() throws Exception {
        try (Console console = TestConsoles.withUsers()) {
            Browser browser = new Browser(console.link());

            HttpResponse<String> answer = browser.signIn("ada", "wrong");

            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location")).hasValue("/login?error");
            assertThat(session(browser)).isNull();
            assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(401);
            assertThat(browser.signIn("nobody", "secret").headers().firstValue("Location"))
                    .hasValue("/login?error");
        }
    }

    @Test
    void shouldLetWhoGuessesPasswordsWait() throws Exception {
        try (Console console = TestConsoles.withUsers()) {
            Browser browser = new Browser(console.link());
            HttpResponse<String> answer = browser.signIn("ada", "wrong0");
            for (int i = 1; i < 8 && answer.statusCode() != 429; i++) {
                answer = browser.signIn("ada", "wrong" + i);
            }

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(browser.signIn("ada", "secret").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void shouldTakeTheLinkOnce() throws Exception {
        try (Console console = TestConsoles.withoutUsers(folder)) {
            String path = URI.create(console.link()).getPath() + "?"
                    + URI.create(console.link()).getQuery();
            Browser first = new Browser(console.link());
            Browser second = new Browser(console.link());

            assertThat(first.get(path).headers().firstValue("Location")).hasValue("/");
            assertThat(first.get("/api/v1/session").body()).contains("\"user\":\"admin\"", "\"role\":\"ADMIN\"");
            assertThat(second.get(path).headers().firstValue("Location")).hasValue("/login?expired");
            assertThat(second.get("/api/v1/session").statusCode()).isEqualTo(401);
            assertThat(console.link()).doesNotContain("token");
        }
    }

    @Test
    void shouldKeepLoginsOverARestart() throws Exception {
        Browser before;
        String password;
        try (Console console = TestConsoles.withoutUsers(folder)) {
            assertThat(console.notices()).singleElement().asString().contains("user admin, password ");
            password = console.notices().get(0).replaceAll(".*password (\\S+);.*", "$1");
            before = new Browser(console.link()).signedIn("admin", password);
        }
        try (Console console = TestConsoles.withoutUsers(folder)) {
            assertThat(console.notices()).isEmpty();
            Browser after = new Browser(console.link());
            HttpRequest.Builder request = after.request("/api/v1/session")
                    .header("Cookie", "millrace-session=" + session(before).getValue());
            assertThat(after.send(request).statusCode()).isEqualTo(200);
            after.signedIn("admin", password);
        }
    }

    @Test
    void shouldKeepSecretsFromOthers() throws Exception {
        try (Console console = TestConsoles.withoutUsers(folder)) {
            String password = console.notices().get(0).replaceAll(".*password (\\S+);.*", "$1");
            assertThat(folder).isDirectoryContaining("glob:**console.token");
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------");
                    assertThat(Files.readString(file)).doesNotContain(password);
                }
            }
        }
    }

    @Test
    void shouldTakeTheTokenOfThePersonWhoRunsIt() throws Exception {
        try (Console console = TestConsoles.withoutUsers(folder)) {
            String token = Files.readString(folder.resolve("console.token")).trim();
            Browser program = new Browser(console.link());

            assertThat(program.send(program.request(TOPOLOGY + "/stop")
                                    .header("Authorization", "Bearer " + token)
                                    .POST(HttpRequest.BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(202);
            assertThat(program.send(program.request("/api/v1/session").header("Authorization", "Bearer x"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void shouldListTheMembersOfTheCluster() throws Exception {
        try (Console console = TestConsoles.withUsers()) {
            Browser browser = new Browser(console.link()).signedIn("ada", "secret");

            JsonNode cluster = JsonMapper.builder()
                    .build()
                    .readTree(browser.get("/api/v1/cluster").body());

            assertThat(cluster.get("self").intValue()).isEqualTo(1);
            assertThat(cluster.get("leader").intValue()).isEqualTo(2);
            assertThat(cluster.get("epoch").longValue()).isEqualTo(17);
            assertThat(cluster.get("members").size()).isEqualTo(3);
            assertThat(cluster.get("members").get(0).toString())
                    .isEqualTo("{\"number\":1,\"name\":\"one:7480\",\"host\":\"one\",\"port\":7480,"
                            + "\"roles\":[\"MASTER\",\"WORKER\"],\"slots\":4,\"version\":\"1.0\","
                            + "\"leader\":false,\"connected\":true}");
            assertThat(cluster.get("members").get(1).get("leader").booleanValue())
                    .isTrue();
            assertThat(cluster.get("members").get(2).get("connected").booleanValue())
                    .isFalse();
        }
    }

    @Test
    void shouldEndALoginWithALogout() throws Exception {
        try (Console console = TestConsoles.withUsers()) {
            Browser browser = new Browser(console.link()).signedIn("ada", "secret");
            String stolen = session(browser).getValue();

            assertThat(browser.change("POST", "/logout").headers().firstValue("Location"))
                    .hasValue("/login?logout");

            assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(401);
            Browser thief = new Browser(console.link());
            assertThat(thief.send(thief.request("/api/v1/session").header("Cookie", "millrace-session=" + stolen))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void shouldRefuseAChangeThatAPageOfSomebodyElseSends() throws Exception {
        FakeApplication application = new FakeApplication();
        try (Console console = TestConsoles.start(
                new ConsoleSettings(null, List.of(new User("ada", "{noop}a", Role.ADMIN)), Duration.ofHours(1)),
                application)) {
            Browser browser = new Browser(console.link()).signedIn("ada", "a");

            HttpResponse<String> answer =
                    browser.send(browser.request(TOPOLOGY + "/start").POST(HttpRequest.BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(application.starts()).isZero();
        }
    }

    @Test
    void shouldProtectThePages() throws Exception {
        try (Console console = TestConsoles.withUsers()) {
            Browser nobody = new Browser(console.link());
            Browser viewer = new Browser(console.link()).signedIn("eve", "secret");
            for (HttpResponse<String> answer : List.of(
                    nobody.get("/login"),
                    nobody.get("/"),
                    nobody.get("/api/v1/session"),
                    viewer.get("/cluster"),
                    viewer.get("/api/v1/session"),
                    viewer.get("/api/v1/audit"),
                    viewer.get("/api/v1/applications/nothing"))) {
                Map<String, List<String>> headers = answer.headers().map();
                assertThat(headers.get("content-security-policy").get(0)).contains("default-src 'self'");
                assertThat(headers.get("x-frame-options")).containsExactly("DENY");
                assertThat(headers.get("x-content-type-options")).containsExactly("nosniff");
                assertThat(headers.get("referrer-policy")).containsExactly("no-referrer");
                assertThat(headers.get("cache-control").get(0)).contains("no-store");
                assertThat(headers).doesNotContainKeys("server", "access-control-allow-origin");
            }
        }
    }

    @Test
    void shouldShowATopology() throws Exception {
        try (Console console = TestConsoles.withUsers()) {
            Browser browser = new Browser(console.link()).signedIn("eve", "secret");

            JsonNode topology =
                    JsonMapper.shared().readTree(browser.get(TOPOLOGY).body());

            assertThat(topology.at("/state").asString()).isEqualTo("RUNNING");
            assertThat(topology.at("/operators/0/name").asString()).isEqualTo("lines");
            assertThat(topology.at("/guarantees/asked").asString()).isEqualTo("EXACTLY_ONCE");
            assertThat(topology.at("/guarantees/sinks/0/sink").asString()).isEqualTo("output");
            assertThat(topology.at("/guarantees/sinks/0/guarantee").asString()).isEqualTo("AT_LEAST_ONCE");
            assertThat(topology.at("/guarantees/paths/0/source").asString()).isEqualTo("lines");
            // The counters of the fake go up by ten each millisecond.
            assertThat(topology.at("/operators/1/recordsInPerSecond").asDouble())
                    .isBetween(8_000.0, 12_000.0);
            assertThat(topology.at("/clock/lagSeconds").asDouble()).isBetween(1.0, 5.0);
            assertThat(topology.at("/edges")
                            .valueStream()
                            .map(edge -> edge.get("sideOutput").toString()))
                    .contains("\"long-words\"");
        }
    }

    @Test
    void shouldShowHowTasksSpendTheirTime() throws Exception {
        try (Console console = TestConsoles.withUsers()) {
            Browser browser = new Browser(console.link()).signedIn("eve", "secret");

            JsonNode tasks = JsonMapper.shared()
                    .readTree(browser.get(TOPOLOGY + "/tasks").body())
                    .at("/tasks");

            JsonNode words = tasks.get(0);
            assertThat(words.at("/busy").asDouble()).isBetween(0.49, 0.51);
            assertThat(words.at("/waitingForCredit").asDouble()).isBetween(0.24, 0.26);
            assertThat(words.at("/waitingForThread").asDouble()).isBetween(0.12, 0.13);
            assertThat(words.at("/idle").asDouble()).isBetween(0.12, 0.13);
            // Ten records each millisecond.
            assertThat(words.at("/recordsInPerSecond").asDouble()).isBetween(8_000.0, 12_000.0);
            assertThat(words.at("/member").asInt()).isEqualTo(1);
            assertThat(words.at("/queueFill").asDouble()).isEqualTo(0.75);
            JsonNode lines = tasks.get(1);
            assertThat(lines.at("/member").isNull()).isTrue();
            assertThat(lines.at("/busy").isNull()).isTrue();
            assertThat(lines.at("/queueFill").isNull()).isTrue();
            assertThat(lines.at("/watermark").isNull()).isTrue();
        }
    }

    @Test
    void shouldShowATopologyEverySecond() throws Exception {
        try (Console console = TestConsoles.withUsers()) {
            Browser browser = new Browser(console.link()).signedIn("eve", "secret");

            var answer = browser.open(TOPOLOGY + "/live");

            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            List<Long> records = new ArrayList<>();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); records.size() < 3; line = lines.readLine()) {
                    if (line.startsWith("data:")) {
                        records.add(JsonMapper.shared()
                                .readTree(line.substring("data:".length()))
                                .at("/operators/1/recordsIn")
                                .asLong());
                    }
                }
            }
            assertThat(records).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldEndLiveDataWithTheLogin() throws Exception {
        try (Console console = TestConsoles.withUsers()) {
            Browser browser = new Browser(console.link()).signedIn("eve", "secret");
            var answer = browser.open(TOPOLOGY + "/live");

            browser.change("POST", "/logout");

            assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("event:topology");
        }
    }

    @Test
    void shouldSayWhatIsWrongAndWhatToDo() throws Exception {
        try (Console console = TestConsoles.withUsers()) {
            Browser browser = new Browser(console.link()).signedIn("ada", "secret");

            assertProblem(browser.get("/api/v1/applications/demo/topologies/nothing"), 404, "topology=nothing");
            assertProblem(browser.get("/api/v1/applications/nothing"), 404, "application=nothing");
            assertProblem(browser.get("/api/v1/nothing"), 404, "");
            assertProblem(browser.change("DELETE", "/api/v1/applications"), 405, "");
            assertProblem(browser.send(browser.request("/api/v1/session").header("Accept", "image/png")), 406, "");
            assertProblem(new Browser(console.link()).get("/api/v1/session"), 401, "login");
        }
    }

    @Test
    void shouldBoundWhatAClientSends() throws Exception {
        try (Console console = TestConsoles.withUsers()) {
            Browser browser = new Browser(console.link());

            assertThat(browser.get("/" + "a".repeat(50_000)).statusCode()).isBetween(400, 499);
            try {
                HttpResponse<String> answer = browser.send(browser.request("/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("username=" + "a".repeat(1_000_000))));
                assertThat(answer.statusCode()).isBetween(302, 499);
            } catch (IOException hangUp) {
                // The console closes a connection on which it reads no further, and the client may still be writing
                // then.
                assertThat(hangUp).hasMessageNotContaining("timed out");
            }
            assertThat(browser.get("/health").body()).isEqualTo("{\"status\":\"UP\"}");
        }
    }

    @Test
    void shouldLeaveNoThreadBehind() throws Exception {
        for (int i = 0; i < 10; i++) {
            try (Console console = TestConsoles.withUsers()) {
                Browser browser = new Browser(console.link()).signedIn("eve", "secret");
                browser.open(TOPOLOGY + "/live");
            }
        }
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("millrace-console"))) {
            Thread.onSpinWait();
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.at("/status").asInt()).isEqualTo(status);
        assertThat(problem.at("/detail").asString()).contains(detail);
        assertThat(problem.at("/remedy").asString()).isNotBlank();
    }

    private static HttpCookie session(Browser browser) {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("millrace-session"))
                .findFirst()
                .orElse(null);
    }
}

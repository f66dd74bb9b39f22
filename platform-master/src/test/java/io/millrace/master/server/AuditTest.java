package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.ApiToken;
import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.Token;
import io.millrace.control.ConsoleSettings.User;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class AuditTest {

    private static final String TOPOLOGY = "/api/v1/applications/demo/topologies/word-count";

    private final ApiToken token = ApiToken.random();
    private final ConsoleSettings settings = new ConsoleSettings(
            null,
            List.of(new User("ada", "{noop}secret", Role.ADMIN), new User("eve", "{noop}secret", Role.VIEWER)),
            Duration.ofHours(1),
            List.of(new Token("runner", token.hash(), Role.OPERATOR, Instant.parse("2999-01-01T00:00:00Z"))),
            null);

    @Test
    void shouldWriteDownWhatIsDoneAndWhatIsRefused() throws Exception {
        try (Console console = TestConsoles.start(settings)) {
            Browser nobody = new Browser(console.link());
            nobody.change("POST", TOPOLOGY + "/stop?secret=hidden");
            Browser eve = new Browser(console.link()).signedIn("eve", "secret");
            eve.change("POST", TOPOLOGY + "/stop");
            nobody.send(nobody.request(TOPOLOGY + "/stop")
                    .header("Authorization", "Bearer " + token.secret())
                    .POST(HttpRequest.BodyPublishers.noBody()));
            eve.get(TOPOLOGY);
            eve.change("POST", "/logout");
            Browser ada = new Browser(console.link()).signedIn("ada", "secret");
            ada.change("DELETE", TOPOLOGY + "/savepoints/4711");

            String audit = ada.get("/api/v1/audit").body();

            assertThat(entries(audit))
                    .containsExactly(
                            "- POST " + TOPOLOGY + "/stop 401",
                            "eve POST /login 302",
                            "eve POST " + TOPOLOGY + "/stop 403",
                            "token:runner POST " + TOPOLOGY + "/stop 202",
                            "eve POST /logout 302",
                            "ada POST /login 302",
                            "ada DELETE " + TOPOLOGY + "/savepoints/4711 409");
            assertThat(audit).doesNotContain("hidden", token.secret()).contains("\"address\":\"127.0.0.1\"");
            assertThat(entries(ada.get("/api/v1/audit?limit=2").body())).hasSize(2);
            assertThat(ada.get("/api/v1/audit?limit=-1").statusCode()).isEqualTo(400);
            assertThat(ada.get("/api/v1/audit?limit=all").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void shouldWriteDownLoginsThatFailWithoutWhatWasTyped() throws Exception {
        try (Console console = TestConsoles.start(settings)) {
            new Browser(console.link()).signIn("eve", "wrong");
            new Browser(console.link()).signIn("my-password-by-mistake", "ada");
            new Browser(console.link()).get("/login?token=guessed");
            Browser ada = new Browser(console.link()).signedIn("ada", "secret");

            String audit = ada.get("/api/v1/audit").body();

            assertThat(entries(audit))
                    .containsExactly(
                            "eve POST /login 302", "- POST /login 302", "- GET /login 302", "ada POST /login 302");
            assertThat(audit).doesNotContain("my-password", "guessed");
        }
    }

    @Test
    void shouldWriteDownTheLoginByTheLink() throws Exception {
        try (Console console = TestConsoles.withoutUsers(null)) {
            URI link = URI.create(console.link());
            Browser browser = new Browser(console.link());
            browser.get(link.getPath() + "?" + link.getQuery());

            String audit = browser.get("/api/v1/audit").body();

            assertThat(entries(audit)).containsExactly("admin GET /login 302");
            assertThat(audit).doesNotContain(link.getQuery());
        }
    }

    private static List<String> entries(String audit) {
        return JsonMapper.shared()
                .readTree(audit)
                .get("entries")
                .valueStream()
                .map(entry ->
                        entry.get("user").asString() + " " + entry.get("method").asString() + " "
                                + entry.get("path").asString() + " "
                                + entry.get("status").asInt())
                .toList();
    }
}

package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.ApiToken;
import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.Token;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class ApiTokensTest {

    private static final String STOP = "/api/v1/applications/demo/topologies/word-count/stop";
    private static final Instant ENDED = Instant.parse("2026-01-31T00:00:00Z");

    private final ApiToken viewer = ApiToken.random();
    private final ApiToken operator = ApiToken.random();
    private final ApiToken old = ApiToken.random();
    private final ConsoleSettings settings = new ConsoleSettings(
            null,
            List.of(new ConsoleSettings.User("ada", "{noop}secret", Role.ADMIN)),
            Duration.ofHours(1),
            List.of(
                    new Token("reader", viewer.hash(), Role.VIEWER, Instant.parse("2999-01-01T00:00:00Z")),
                    new Token("runner", operator.hash(), Role.OPERATOR, Instant.parse("2999-01-01T00:00:00Z")),
                    new Token("old", old.hash(), Role.ADMIN, ENDED)),
            null);

    @Test
    void shouldLetProgramsInAsFarAsTheirRoleGoes() throws Exception {
        try (Console console = TestConsoles.start(settings)) {
            Browser program = new Browser(console.link());

            assertThat(get(program, viewer.secret()).statusCode()).isEqualTo(200);
            assertThat(get(program, viewer.secret()).body())
                    .contains("\"user\":\"token:reader\"", "\"role\":\"VIEWER\"");
            HttpResponse<String> refused = stop(program, viewer.secret());
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("This token may not do that").doesNotContain("CSRF");
            // No page of somebody else can send such a header, so it needs no token of a form.
            assertThat(stop(program, operator.secret()).statusCode()).isEqualTo(202);
            assertThat(program.cookies().getCookieStore().getCookies())
                    .noneMatch(cookie -> cookie.getName().equals("millrace-session"));
        }
    }

    @Test
    void shouldSayThatATokenHasExpiredToWhoHasItOnly() throws Exception {
        try (Console console = TestConsoles.start(settings)) {
            Browser program = new Browser(console.link());

            HttpResponse<String> answer = get(program, old.secret());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            JsonNode problem = JsonMapper.shared().readTree(answer.body());
            assertThat(problem.at("/detail").asString()).contains("token old has expired", "2026-01-31T00:00:00Z");
            assertThat(problem.at("/remedy").asString()).contains("millrace.console.tokens.old.hash and .expires");
            for (String wrong : List.of(ApiToken.random().secret(), "mrt_", old.hash(), "x".repeat(5000), "")) {
                HttpResponse<String> refused = get(program, wrong);
                assertThat(refused.statusCode()).as(wrong).isEqualTo(401);
                assertThat(refused.body()).as(wrong).doesNotContain("expired");
            }
        }
    }

    @Test
    void shouldLetWrongTokensWaitButNobodyElse() throws Exception {
        try (Console console = TestConsoles.start(settings)) {
            Browser program = new Browser(console.link());
            HttpResponse<String> answer = get(program, ApiToken.random().secret());
            for (int i = 0; i < 8 && answer.statusCode() != 429; i++) {
                answer = get(program, ApiToken.random().secret());
            }

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(get(program, viewer.secret()).statusCode()).isEqualTo(200);
            new Browser(console.link()).signedIn("ada", "secret");
        }
    }

    @Test
    void shouldNotTakeATokenThatIsNotInTheConfigurationAnyMore() throws Exception {
        try (Console console = TestConsoles.withUsers()) {
            assertThat(get(new Browser(console.link()), viewer.secret()).statusCode())
                    .isEqualTo(401);
        }
    }

    private static HttpResponse<String> get(Browser browser, String token) throws Exception {
        return browser.send(browser.request("/api/v1/session").header("Authorization", "Bearer " + token));
    }

    private static HttpResponse<String> stop(Browser browser, String token) throws Exception {
        return browser.send(browser.request(STOP)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }
}

package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.restart.RestartedApplication;
import io.millrace.examples.authorization.AuthorizationServer;
import io.millrace.examples.process.FreePorts;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console of an application, and a real authorization server in a process of its own. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleWithIssuerIT {

    private static final String OAUTH2 = "--millrace.console.security.oauth2.";
    private static final String TOPOLOGY = "/api/v1/applications/orders/topologies/numbers";
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    @TempDir
    private static Path folder;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static AuthorizationServer server;
    private static ConfigurableApplicationContext context;
    private static String console;
    private static String ownToken;

    @BeforeAll
    static void start() throws Exception {
        int port = FreePorts.choose(1).get(0);
        console = "http://127.0.0.1:" + port;
        server = AuthorizationServer.start(List.of(console + "/login/oauth2/code"));
        context = new SpringApplicationBuilder(RestartedApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.application.name=orders",
                        "--millrace.autostart=true",
                        "--millrace.console.enabled=true",
                        "--millrace.console.port=" + port,
                        "--millrace.data-dir=" + folder.resolve("data"),
                        OAUTH2 + "issuer=" + server.issuer(),
                        OAUTH2 + "audience=millrace-console",
                        OAUTH2 + "role-claim=realm_access.roles",
                        OAUTH2 + "roles.millrace-viewers=viewer",
                        OAUTH2 + "roles.millrace-operators=operator",
                        OAUTH2 + "roles.millrace-admins=admin",
                        OAUTH2 + "client-id=console",
                        OAUTH2 + "client-secret=console-secret");
        await(() -> ask("GET", "/health", null).statusCode() == 200);
        ownToken = Files.readString(folder.resolve("data/console.token")).trim();
    }

    @AfterAll
    static void stop() {
        context.close();
        server.close();
    }

    @Test
    @Order(1)
    void shouldLetProgramsInAsFarAsTheirRoleGoes() throws Exception {
        String viewer = token("viewer");
        String operator = token("operator");
        String admin = token("admin");

        assertThat(ask("GET", "/api/v1/session", viewer).body())
                .contains("\"user\":\"oauth2:viewer\"", "\"role\":\"VIEWER\"");
        assertThat(ask("POST", TOPOLOGY + "/savepoints", viewer).statusCode()).isEqualTo(403);
        assertThat(ask("POST", TOPOLOGY + "/stop", operator).statusCode()).isEqualTo(202);
        assertThat(ask("POST", TOPOLOGY + "/start", operator).statusCode()).isIn(202, 409);
        assertThat(ask("GET", "/api/v1/audit", operator).statusCode()).isEqualTo(403);
        assertThat(ask("GET", "/api/v1/audit", admin).body())
                .contains("\"user\":\"oauth2:viewer\"", "\"user\":\"oauth2:operator\"");
        assertThat(ask("GET", "/api/v1/configuration", admin).body())
                .contains("millrace.console.security.oauth2.client-secret", "\"******\"")
                .doesNotContain("console-secret");
        assertThat(ask("GET", "/api/v1/session", token("stranger")).statusCode())
                .isEqualTo(403);
        assertThat(ask("GET", "/api/v1/session", token("no-role-claim")).statusCode())
                .isEqualTo(403);
    }

    @Test
    @Order(2)
    void shouldRefuseTokensThatAreWrong() throws Exception {
        String right = token("admin");
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("aud", token("wrong-audience"));
        wrong.put("iss", token("wrong-issuer"));
        wrong.put("expired", token("expired"));
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            HttpResponse<String> answer = ask("GET", "/api/v1/session", each.getValue());
            assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(401);
            assertThat(detail(answer)).contains(each.getKey());
        }
        Forgery forgery = new Forgery(right, get(server.issuer() + "/oauth2/jwks"));
        for (String forged : List.of(
                forgery.unsigned(), forgery.signedWithThePublicKey(), forgery.changed(), forgery.withAnotherKey())) {
            HttpResponse<String> answer = ask("GET", "/api/v1/session", forged);
            assertThat(answer.statusCode()).as(forged).isEqualTo(401);
            assertThat(detail(answer)).contains("not known here");
        }
        assertThat(ask("GET", "/api/v1/session", right).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(3)
    void shouldLetPeopleSignIn() throws Exception {
        CookieManager cookies = new CookieManager();
        HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();

        assertThat(get(console + "/login")).contains("Sign in with", "/login/oauth2");
        HttpResponse<String> page = follow(browser, console + "/login/oauth2");
        assertThat(page.uri().toString()).isEqualTo(server.issuer() + "/login");
        Matcher csrf = FORM_TOKEN.matcher(page.body());
        assertThat(csrf.find()).isTrue();
        HttpResponse<String> signedIn = browser.send(
                HttpRequest.newBuilder(page.uri())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("username=operator&password=secret&_csrf="
                                + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> welcome =
                follow(browser, signedIn.headers().firstValue("Location").orElseThrow());

        assertThat(welcome.uri().getPath()).isEqualTo("/login/oauth2/code");
        assertThat(welcome.statusCode()).isEqualTo(200);
        JsonNode session = JsonMapper.shared()
                .readTree(follow(browser, console + "/api/v1/session").body());
        assertThat(session.at("/user").asString()).isEqualTo("oauth2:operator");
        assertThat(session.at("/role").asString()).isEqualTo("OPERATOR");
        HttpRequest.Builder logout = HttpRequest.newBuilder(URI.create(console + "/logout"))
                .header("X-CSRF-TOKEN", session.at("/csrf/token").asString())
                .POST(HttpRequest.BodyPublishers.noBody());
        assertThat(browser.send(logout.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(302);
        assertThat(follow(browser, console + "/api/v1/session").statusCode()).isEqualTo(401);
    }

    /** A browser sends its session only on ways that begin at the console. */
    @Test
    @Order(4)
    void shouldLeadARealBrowserThroughToTheTopology() throws Exception {
        try (Chromium browser = Chromium.start(folder.resolve("profile"))) {
            browser.open(console + "/");
            browser.await("document.querySelector('.issuer a') != null");
            browser.evaluate("document.querySelector('.issuer a').click()");
            browser.await("location.href == '" + server.issuer() + "/login'"
                    + " && document.querySelector('[name=username]') != null");
            browser.evaluate("(document.querySelector('[name=username]').value = 'viewer',"
                    + " document.querySelector('[name=password]').value = 'secret',"
                    + " document.querySelector('form').requestSubmit())");
            browser.await("location.href == '" + console + "/applications/orders/topologies/numbers'");
        }
    }

    @Test
    @Order(5)
    void shouldGoOnWithoutTheIssuerAndTakeItsNewKeys() throws Exception {
        String before = token("viewer");
        server.kill();
        assertThat(ask("GET", "/api/v1/session", ownToken).statusCode()).isEqualTo(200);
        assertThat(ask("GET", "/api/v1/session", before).statusCode())
                .as("with the keys that are known")
                .isEqualTo(200);

        server.restart();
        String after = token("viewer");
        await(() -> ask("GET", "/api/v1/session", after).statusCode() == 200);
        assertThat(ask("GET", "/api/v1/session", before).statusCode())
                .as("signed with the key before")
                .isEqualTo(401);
    }

    private static String token(String program) throws Exception {
        String credentials = Base64.getEncoder()
                .encodeToString((program + ":" + program + "-secret").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.issuer() + "/oauth2/token"))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body()).get("access_token").asString();
    }

    private static HttpResponse<String> ask(String method, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String get(String address) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Accept", "text/html, application/json")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** As browsers follow redirects, with the cookies of each. */
    private static HttpResponse<String> follow(HttpClient browser, String address) throws Exception {
        URI next = URI.create(address);
        for (int i = 0; i < 10; i++) {
            HttpRequest request = HttpRequest.newBuilder(next)
                    .header("Accept", "text/html, */*;q=0.5")
                    .build();
            HttpResponse<String> answer = browser.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 302) {
                return answer;
            }
            next = next.resolve(answer.headers().firstValue("Location").orElseThrow());
        }
        throw new AssertionError("Redirects do not end: address=" + next);
    }

    private static String detail(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body()).at("/detail").asString();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!isTrue(condition)) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadlineNanos);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private static boolean isTrue(Condition condition) throws Exception {
        try {
            return condition.holds();
        } catch (IOException e) {
            return false; // Nobody listens yet.
        }
    }
}

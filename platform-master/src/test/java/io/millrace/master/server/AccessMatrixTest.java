package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Everything that the console answers, asked by everybody over HTTP, against a matrix that people read. */
@Timeout(120)
class AccessMatrixTest {

    private static final String OPEN = "open";
    private static final Map<Role, String> NAMES = Map.of(Role.VIEWER, "eve", Role.OPERATOR, "bob", Role.ADMIN, "ada");

    private static Map<String, String> matrix;
    private static Console console;
    private static Browser nobody;
    private static Map<Role, Browser> everybody;

    @BeforeAll
    static void start() throws Exception {
        matrix = matrix();
        console = TestConsoles.withUsers();
        nobody = new Browser(console.link());
        everybody = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            everybody.put(role, signedIn(role));
        }
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void shouldHaveALineForEachEndpointAndNoOther() {
        assertThat(matrix.keySet())
                .as("access-matrix.txt: add a line for each new endpoint, and a rule to AccessRules")
                .containsExactlyInAnyOrderElementsOf(Endpoints.of(((ConsoleServer) console).context()));
    }

    @Test
    void shouldLetEverybodyInWhereTheMatrixSaysSoAndNowhereElse() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> entry : matrix.entrySet()) {
            String endpoint = entry.getKey();
            boolean isOpen = entry.getValue().equals(OPEN);
            check(wrong, endpoint + " as nobody", isOpen ? Answer.ALLOWED : Answer.NO_LOGIN, ask(nobody, endpoint));
            for (Role role : Role.values()) {
                boolean isAllowed = isOpen || role.compareTo(Role.valueOf(entry.getValue())) >= 0;
                Answer expected = isAllowed ? Answer.ALLOWED : Answer.FORBIDDEN;
                check(wrong, endpoint + " as " + role, expected, ask(everybody.get(role), endpoint));
                if (endpoint.equals("POST /logout")) {
                    everybody.put(role, signedIn(role));
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldKeepWhatNobodyHasNamedForAdministrators() throws Exception {
        for (String endpoint : List.of(
                "PUT /",
                "POST /health",
                "DELETE /api/v1/applications",
                "PATCH /api/v1/applications/{application}/topologies/{topology}",
                "GET /api/v1/applications/{application}/topologies/{topology}/start",
                "OPTIONS /api/v1/session")) {
            assertThat(Answer.of(ask(nobody, endpoint))).as(endpoint).isEqualTo(Answer.NO_LOGIN);
            for (Role role : List.of(Role.VIEWER, Role.OPERATOR)) {
                assertThat(Answer.of(ask(everybody.get(role), endpoint)))
                        .as("%s as %s", endpoint, role)
                        .isEqualTo(Answer.FORBIDDEN);
            }
            assertThat(ask(everybody.get(Role.ADMIN), endpoint).statusCode())
                    .as(endpoint)
                    .isIn(200, 404, 405);
        }
    }

    @Test
    void shouldTellOfWhatIsNotThereWhoeverHasLoggedIn() throws Exception {
        for (String endpoint : List.of(
                "GET /api/v1/nothing",
                "GET /nothing",
                "POST /nothing",
                "POST /api/v1/applications/{application}/topologies/{topology}/nothing",
                "GET /api/v1/applications/{application}/topologies/{topology}/start/")) {
            assertThat(Answer.of(ask(nobody, endpoint))).as(endpoint).isEqualTo(Answer.NO_LOGIN);
            for (Role role : Role.values()) {
                assertThat(ask(everybody.get(role), endpoint).statusCode())
                        .as("%s as %s", endpoint, role)
                        .isEqualTo(404);
            }
        }
        HttpResponse<String> page = everybody.get(Role.VIEWER).get("/nothing");
        assertThat(page.body()).contains("There is no such page");
        HttpResponse<String> problem = everybody.get(Role.VIEWER).get("/api/v1/nothing");
        assertThat(problem.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(problem.body()).contains("There is nothing at this address");
    }

    /** The rule says it, not the table: an endpoint that somebody forgets is not taken for nothing. */
    @Test
    void shouldKeepAnEndpointThatIsInNoTableForAdministrators() throws Exception {
        AnnotationConfigApplicationContext context =
                (AnnotationConfigApplicationContext) ((ConsoleServer) console).context();
        RequestMappingHandlerMapping mapping =
                context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        RequestMappingInfo forgotten = RequestMappingInfo.paths("/api/v1/forgotten")
                .methods(RequestMethod.GET)
                .build();
        mapping.registerMapping(forgotten, new Forgotten(), Forgotten.class.getDeclaredMethod("answer"));
        try {
            assertThat(Answer.of(ask(nobody, "GET /api/v1/forgotten"))).isEqualTo(Answer.NO_LOGIN);
            assertThat(Answer.of(ask(everybody.get(Role.OPERATOR), "GET /api/v1/forgotten")))
                    .isEqualTo(Answer.FORBIDDEN);
            assertThat(ask(everybody.get(Role.ADMIN), "GET /api/v1/forgotten").statusCode())
                    .isEqualTo(200);
        } finally {
            mapping.unregisterMapping(forgotten);
        }
    }

    @Test
    void shouldKeepWhatIsToComeForWhomItIsMeant() throws Exception {
        Map<String, Role> planned = Map.of(
                "GET /api/v1/configuration", Role.ADMIN,
                "GET /api/v1/audit", Role.ADMIN,
                "GET /api/v1/cluster/members/1/logs", Role.OPERATOR,
                "GET /api/v1/cluster/members/1", Role.VIEWER,
                "DELETE /api/v1/applications/{application}/topologies/{topology}/dead-letters", Role.OPERATOR,
                "POST /api/v1/applications/{application}/topologies/{topology}/drain", Role.OPERATOR,
                "GET /api/v1/applications/{application}/topologies/{topology}/metrics/x", Role.VIEWER);
        for (Map.Entry<String, Role> entry : planned.entrySet()) {
            for (Role role : Role.values()) {
                boolean isAllowed = role.compareTo(entry.getValue()) >= 0;
                assertThat(Answer.of(ask(everybody.get(role), entry.getKey())))
                        .as("%s as %s", entry.getKey(), role)
                        .isEqualTo(isAllowed ? Answer.ALLOWED : Answer.FORBIDDEN);
            }
        }
    }

    private static void check(List<String> wrong, String what, Answer expected, HttpResponse<?> answer) {
        // An endpoint that is there is not missing, and takes its own method.
        boolean isThere = expected != Answer.ALLOWED || (answer.statusCode() != 405 && answer.statusCode() < 500);
        if (Answer.of(answer) != expected || !isThere) {
            wrong.add(what + ": expected " + expected + ", was " + answer.statusCode());
        }
    }

    private static HttpResponse<?> ask(Browser browser, String endpoint) throws Exception {
        String method = endpoint.substring(0, endpoint.indexOf(' '));
        String path = endpoint.substring(endpoint.indexOf(' ') + 1)
                .replace("{application}", "demo")
                .replace("{topology}", "word-count")
                .replace("{savepoint}", "40")
                .replace("**", "any")
                .replaceAll("\\{[^}]+}", "1");
        if (endpoint.equals("POST /login")) {
            return browser.signIn("nobody", "nothing");
        }
        if (!method.equals("GET")) {
            return browser.change(method, path);
        }
        HttpResponse<InputStream> answer = browser.open(path);
        answer.body().close();
        return answer;
    }

    private static Browser signedIn(Role role) throws Exception {
        return new Browser(console.link()).signedIn(NAMES.get(role), "secret");
    }

    private static Map<String, String> matrix() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                AccessMatrixTest.class.getResourceAsStream("access-matrix.txt"), "access-matrix.txt")) {
            Map<String, String> matrix = new LinkedHashMap<>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+"))
                    .forEach(words -> assertThat(matrix.put(words[0] + " " + words[1], words[2]))
                            .as("two lines for %s", words[1])
                            .isNull());
            return matrix;
        }
    }

    private static final class Forgotten {

        @ResponseBody
        String answer() {
            return "secret";
        }
    }

    private enum Answer {
        NO_LOGIN,
        FORBIDDEN,
        ALLOWED;

        static Answer of(HttpResponse<?> answer) {
            boolean isSentToLogin = answer.statusCode() == 302
                    && answer.headers().firstValue("Location").orElse("").equals("/login");
            if (answer.statusCode() == 401 || isSentToLogin) {
                return NO_LOGIN;
            }
            return answer.statusCode() == 403 ? FORBIDDEN : ALLOWED;
        }
    }
}

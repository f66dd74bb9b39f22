package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.ApiToken;
import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.Token;
import io.millrace.control.ConsoleSettings.User;
import io.millrace.master.live.EventStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What odd requests have brought to light once. */
@Timeout(60)
class OddRequestsTest {

    private static final String START = "POST /api/v1/applications/demo/topologies/word-count/start HTTP/1.1\r\n";

    private static final ApiToken TOKEN = ApiToken.random();
    private static Console console;
    private static InetSocketAddress address;

    @BeforeAll
    static void start() throws Exception {
        console = TestConsoles.start(new ConsoleSettings(
                null,
                List.of(new User("ada", "{noop}secret", Role.ADMIN)),
                Duration.ofHours(1),
                List.of(new Token("odd", TOKEN.hash(), Role.ADMIN, Instant.parse("2999-01-01T00:00:00Z"))),
                null));
        URI link = URI.create(console.link());
        address = new InetSocketAddress(link.getHost(), link.getPort());
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void shouldRefuseAnAddressThatIsNone() throws Exception {
        for (String target : List.of(
                "/api/v1/events?kind=${7*7}",
                "/api/v1/cluster?%zz",
                "/api/v1/events?a=%",
                "/api/v1/a%2fb",
                "/api/v1/a;b")) {
            assertProblem(ask("GET " + target + " HTTP/1.1\r\n"), 400);
        }
    }

    @Test
    void shouldRefuseWhatIsNoHttpInTheFormOfEverythingElse() throws Exception {
        assertProblem(ask("GET /api/v1/session HTTP/1.1\r\nHost: other\r\n"), 400);
        assertProblem(ask("GET /api/v1/session HTTP/1.1\r\nContent-Length: x\r\n"), 400);
        assertProblem(
                ask("GET /api/v1/session HTTP/1.1\r\nOdd: " + "o".repeat(13_000) + "\r\nOdd: " + "o".repeat(4_000)
                        + "\r\n"),
                431);
        assertProblem(ask("GET /api/v1/session HTTP/2.0\r\n"), 426);
    }

    /** With buffers that connections share, some of these plain requests were answered as if they were others. */
    @Test
    void shouldNotMixUpConnectionsWhereOneSpeaksAnotherVersion() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread other = new Thread(() -> {
                while (!isOver.get()) {
                    try {
                        ask("GET /a HTTP/2.0\r\n");
                    } catch (Exception e) {
                        // That this one is refused or cut off is as it should be.
                    }
                }
            });
            others.add(other);
            other.start();
        }
        try {
            for (int i = 0; i < 500; i++) {
                assertThat(ask("GET /health HTTP/1.1\r\n").body()).isEqualTo("{\"status\":\"UP\"}");
            }
        } finally {
            isOver.set(true);
            for (Thread other : others) {
                other.join();
            }
        }
    }

    @Test
    void shouldRefuseControlCharactersInHeaders() throws Exception {
        assertProblem(ask(START + "X-CSRF-TOKEN: \u0085\r\n"), 400);
        assertProblem(ask("GET /api/v1/events/live HTTP/1.1\r\nLast-Event-ID: \u0080\r\n"), 400);
    }

    @Test
    void shouldRefuseControlCharactersInParameters() throws Exception {
        for (String query : List.of("%00=1", "a%0ab", "limit%7f=1")) {
            assertProblem(ask("GET /api/v1/events?" + query + " HTTP/1.1\r\n"), 400);
        }
    }

    @Test
    void shouldProtectFilesAndRefusalsToo() throws Exception {
        String asset = Endpoints.exactlyOf(((ConsoleServer) console).context()).stream()
                .filter(endpoint -> endpoint.startsWith("GET /assets/"))
                .findFirst()
                .orElseThrow()
                .replace("**", "console.css");
        for (String request : List.of(asset, "GET /api/v1/a%2fb", "GET /${}", "GET /login")) {
            RawAnswer answer = ask(request + " HTTP/1.1\r\n");
            assertThat(AnswerRules.faults(answer, false, request.equals(asset), true))
                    .as(request)
                    .isEmpty();
        }
    }

    @Test
    void shouldSendAWholeFileWhereAPartIsWanted() throws Exception {
        String asset = Endpoints.exactlyOf(((ConsoleServer) console).context()).stream()
                .filter(endpoint -> endpoint.startsWith("GET /assets/"))
                .findFirst()
                .orElseThrow()
                .replace("**", "console.css");
        for (String range : List.of("bytes=99999999999-", "bytes=5-1", "bytes=0-3", "odd")) {
            RawAnswer answer = ask(asset + " HTTP/1.1\r\nRange: " + range + "\r\n");
            assertThat(answer.status()).as(range).isEqualTo(200);
            assertThat(answer.body()).as(range).contains(":root");
        }
    }

    @Test
    void shouldTakeAListOfTypesThatIsTooLongOrIsNoneForNoList() throws Exception {
        for (String types : List.of("a/b,".repeat(500), "nothing", "a/b;q=odd")) {
            assertThat(ask("GET /api/v1/session HTTP/1.1\r\nAccept: " + types + "\r\n")
                            .status())
                    .isEqualTo(200);
            RawAnswer unknown = ask("GET /api/v1/nothing HTTP/1.1\r\nAccept: " + types + "\r\n");
            assertProblem(unknown, 404);
        }
    }

    @Test
    void shouldBlameTheClientForABodyThatCannotBeReadToItsEnd() throws Exception {
        for (String body : List.of("Content-Length: 5\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n5\r\nab")) {
            try (RawConnection connection = new RawConnection(address)) {
                connection.send(bytes(START + login() + body));
                connection.endSending();
                assertProblem(connection.read(true), 400);
            }
        }
    }

    /** Who looks for a token in a form reads the body before anybody else does. */
    @Test
    void shouldBlameTheClientForAFormThatCannotBeReadToItsEnd() throws Exception {
        try (RawConnection connection = new RawConnection(address)) {
            connection.send(bytes(START + "Host: 127.0.0.1\r\nCookie: millrace-csrf=x\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\na=b"));
            connection.endSending();
            assertProblem(connection.read(true), 400);
        }
    }

    @Test
    void shouldRefuseAFormThatIsTooLong() throws Exception {
        String form = "a=" + "x".repeat(70_000);
        try (RawConnection connection = new RawConnection(address)) {
            connection.send(bytes(START + "Host: 127.0.0.1\r\nCookie: millrace-csrf=x\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                    + form));
            assertProblem(connection.read(true), 413);
        }
    }

    @Test
    void shouldSayWhatIsWrongWithABodyInItsOwnWords() throws Exception {
        assertThat(start("{\"restoreFrom\":true}")).contains("Body is no wish: wrong type=restoreFrom");
        assertThat(start("{\"restorFrom\":12}")).contains("Body is no wish: unknown=restorFrom");
        assertThat(start("{\"" + "x".repeat(5000) + "\":12}").length()).isLessThan(600);
        assertThat(start("{\"fresh\"")).contains("Body is no wish: line=1, column=9");
        assertThat(start("[1]")).contains("Body is no wish: ");
        assertThat(start("[".repeat(30_000))).contains("Body is no wish: ");
    }

    @Test
    void shouldShowPagesAsWhatTheyAreOnly() throws Exception {
        for (String page : List.of("/cluster", "/login", "/nothing")) {
            RawAnswer stream = ask("GET " + page + " HTTP/1.1\r\nAccept: text/event-stream\r\n");
            assertThat(stream.status()).as(page).isIn(404, 406);
            assertThat(ask("GET " + page + " HTTP/1.1\r\nAccept: text/css, */*;q=0.1\r\n")
                            .header("Content-Type"))
                    .as(page)
                    .startsWith("text/html");
        }
    }

    @Test
    void shouldTakeATokenOfAFormThatIsNoTextForAWrongOne() throws Exception {
        Browser ada = new Browser(console.link()).signedIn("ada", "secret");
        ada.get("/api/v1/session");
        // 36 bytes of mask, and 36 that are no UTF-8.
        String noText = "A".repeat(48) + "_".repeat(48);
        assertThat(ada.send(ada.request("/api/v1/applications/demo/topologies/word-count/stop")
                                .header("X-CSRF-TOKEN", noText)
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/events/live", "/api/v1/applications/demo/topologies/word-count/live"})
    void shouldSayWhenToAskAgainWhereTooManyListen(String path) throws Exception {
        List<RawConnection> listeners = new ArrayList<>();
        try {
            for (int i = 0; i < EventStream.MAX_LISTENERS; i++) {
                RawConnection listener = new RawConnection(address);
                listeners.add(listener);
                listener.send(bytes("GET " + path + " HTTP/1.1\r\n" + login() + "\r\n"));
                assertThat(listener.read(true).status()).isEqualTo(200);
            }
            RawAnswer answer = ask("GET " + path + " HTTP/1.1\r\n");
            assertProblem(answer, 503);
            assertThat(answer.header("Retry-After")).isEqualTo("2");
        } finally {
            for (RawConnection listener : listeners) {
                listener.close();
            }
        }
    }

    private static String start(String body) throws Exception {
        RawAnswer answer = ask(START + "Content-Length: " + body.length() + "\r\n", body);
        assertProblem(answer, 400);
        return answer.body();
    }

    private static RawAnswer ask(String head) throws Exception {
        return ask(head, "");
    }

    private static RawAnswer ask(String head, String body) throws Exception {
        try (RawConnection connection = new RawConnection(address)) {
            connection.send(bytes(head + login() + "\r\n" + body));
            return connection.read(true);
        }
    }

    private static String login() {
        return "Host: 127.0.0.1\r\nAuthorization: Bearer " + TOKEN.secret() + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertProblem(RawAnswer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        List<String> faults = AnswerRules.faults(answer, true, false, true);
        faults.removeIf(fault -> fault.startsWith("status "));
        assertThat(faults).as("%s", answer).isEmpty();
    }
}

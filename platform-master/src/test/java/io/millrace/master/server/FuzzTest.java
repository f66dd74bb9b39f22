package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.ApiToken;
import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.Token;
import io.millrace.control.ConsoleSettings.User;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Sends odd requests to every endpoint that there is, byte by byte, and looks whether each answer keeps the rules. {@code
 * -Dmillrace.fuzz.requests=200000} makes it a campaign; {@code -Dmillrace.fuzz.seed} repeats what a failure has named.
 */
class FuzzTest {

    private static final int REQUESTS = Integer.getInteger("millrace.fuzz.requests", 2000);
    private static final int REQUESTS_OF_A_CONSOLE = 10_000;
    private static final int CLIENTS = 4;
    private static final int SOME = 100;
    private static final byte[] PLAIN =
            "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final ApiToken token = ApiToken.random();
    private final Map<String, String> faults = new LinkedHashMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    @Test
    void shouldAnswerWhateverComesByTheRules() throws Exception {
        long seed = Long.getLong("millrace.fuzz.seed", System.nanoTime());
        for (int sent = 0; sent < REQUESTS && faults.isEmpty(); sent += REQUESTS_OF_A_CONSOLE) {
            try (Console console = TestConsoles.start(settings())) {
                askAll(console, seed, Math.min(REQUESTS_OF_A_CONSOLE, REQUESTS - sent));
            }
            assertThat(faults.values())
                    .as("repeat with -Dmillrace.fuzz.seed=%d, answers by status: %s", seed, statuses)
                    .isEmpty();
            seed++;
        }
        // All of this is nothing if every request is turned away at the door.
        assertThat(statuses.keySet()).contains(200, 202, 400, 401, 404, 405);
    }

    /** Several ask at a time, for some answers take a second. */
    private void askAll(Console console, long seed, int count) throws Exception {
        OddRequests requests =
                new OddRequests(List.copyOf(Endpoints.exactlyOf(((ConsoleServer) console).context())), logins(console));
        InetSocketAddress address = address(console);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> asked = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Random random = new Random(seed * CLIENTS + client);
                asked.add(clients.submit(() -> {
                    askSome(address, requests, random, count / CLIENTS);
                    return null;
                }));
            }
            for (Future<?> client : asked) {
                client.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private void askSome(InetSocketAddress address, OddRequests requests, Random random, int count) throws IOException {
        RawConnection connection = null;
        for (int i = 0; i < count; i++) {
            OddRequest request = requests.next(random);
            RawAnswer answer = connection == null ? RawAnswer.none("") : ask(connection, request);
            if (answer.isNone()) {
                // A server may close at any time what it has kept (RFC 9112, 9.3.1).
                close(connection);
                connection = new RawConnection(address);
                answer = ask(connection, request);
            }
            check(request, answer);
            if (!request.isWellFramed || !answer.keepsConnection()) {
                close(connection);
                connection = null;
            }
            if (i % SOME == SOME - 1) {
                assertAlive(address);
            }
        }
        close(connection);
    }

    private static void close(RawConnection connection) throws IOException {
        if (connection != null) {
            connection.close();
        }
    }

    private static void assertAlive(InetSocketAddress address) throws IOException {
        try (RawConnection plain = new RawConnection(address)) {
            plain.send(PLAIN);
            assertThat(plain.read(true).body()).isEqualTo("{\"status\":\"UP\"}");
        }
    }

    /** The answer, or why there is none. */
    private static RawAnswer ask(RawConnection connection, OddRequest request) {
        try {
            connection.send(request.bytes());
            if (!request.isWellFramed) {
                connection.endSending();
            }
            return connection.read(!request.isHead());
        } catch (IOException e) {
            return RawAnswer.none(e.toString());
        }
    }

    private synchronized void check(OddRequest request, RawAnswer answer) {
        if (!answer.isNone()) {
            statuses.merge(answer.status(), 1, Integer::sum);
            AnswerRules.faults(request, answer).forEach(fault -> addFault(fault, request, answer.toString()));
        } else if (request.mustBeAnswered) {
            addFault("no answer", request, answer.body());
        }
    }

    private void addFault(String fault, OddRequest request, String answer) {
        String cut = answer.substring(0, Math.min(answer.length(), 800));
        faults.putIfAbsent(fault, fault + "\n--- request\n" + request + "\n--- answer\n" + cut + "\n");
    }

    /** Nobody; a program; a person, with all that a page of the console sends. */
    private List<List<String>> logins(Console console) throws Exception {
        Browser ada = new Browser(console.link()).signedIn("ada", "secret");
        String csrf = ada.get("/api/v1/session").body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
        StringBuilder cookies = new StringBuilder("Cookie: ");
        ada.cookies()
                .getCookieStore()
                .getCookies()
                .forEach(cookie -> cookies.append(cookie.getName())
                        .append('=')
                        .append(cookie.getValue())
                        .append("; "));
        return List.of(
                List.of(),
                List.of("Authorization: Bearer " + token.secret()),
                List.of("Authorization: Bearer " + token.secret()),
                List.of(cookies.toString().trim(), "X-CSRF-TOKEN: " + csrf));
    }

    private ConsoleSettings settings() {
        return new ConsoleSettings(
                null,
                List.of(new User("ada", "{noop}secret", Role.ADMIN)),
                Duration.ofHours(1),
                List.of(new Token("fuzz", token.hash(), Role.ADMIN, Instant.parse("2999-01-01T00:00:00Z"))),
                null);
    }

    private static InetSocketAddress address(Console console) {
        URI link = URI.create(console.link());
        return new InetSocketAddress(link.getHost(), link.getPort());
    }
}

package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.ApiToken;
import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.Token;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Odd names in addresses, as an ordinary client encodes them. */
@Timeout(120)
class OddNamesTest {

    private static final List<String> NAMES = List.of(
            "..",
            ".",
            "a/b",
            "../../x",
            "a;b=c",
            "%",
            "%00",
            "%2F",
            "\0",
            "\n",
            "a\\b",
            " ",
            "\u00fc\u4e16\ud83c\udf00",
            "\u202e",
            "-1",
            "99999999999999999999",
            "x".repeat(3000),
            "word-count/../word-count",
            "{x}",
            "${7*7}",
            "<b>",
            "word-count ",
            "WORD-COUNT");

    private static final ApiToken TOKEN = ApiToken.random();
    private static Console console;
    private static List<WebTestClient> clients;

    @BeforeAll
    static void start() throws Exception {
        console = TestConsoles.start(new ConsoleSettings(
                null,
                List.of(),
                Duration.ofHours(1),
                List.of(new Token("odd", TOKEN.hash(), Role.ADMIN, Instant.parse("2999-01-01T00:00:00Z"))),
                null));
        WebTestClient nobody = WebTestClient.bindToServer(new JdkClientHttpConnector())
                .baseUrl(URI.create(console.link()).resolve("/").toString().replaceAll("/$", ""))
                .responseTimeout(Duration.ofSeconds(20))
                .build();
        WebTestClient administrator = nobody.mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + TOKEN.secret())
                .build();
        clients = List.of(nobody, administrator);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void shouldAnswerByTheRulesWhateverAClientFillsIn() {
        List<String> faults = new ArrayList<>();
        for (String endpoint : Endpoints.of(((ConsoleServer) console).context())) {
            String pattern = endpoint.substring(endpoint.indexOf(' ') + 1).replace("**", "{file}");
            int variables = pattern.split("\\{", -1).length - 1;
            for (String name : variables == 0 ? List.<String>of() : NAMES) {
                Object[] names = new Object[variables];
                Arrays.fill(names, name);
                for (WebTestClient client : clients) {
                    HttpMethod method = HttpMethod.valueOf(endpoint.substring(0, endpoint.indexOf(' ')));
                    RawAnswer answer = ask(client.method(method).uri(pattern, names));
                    boolean isForPrograms = pattern.startsWith("/api/");
                    AnswerRules.faults(answer, isForPrograms, pattern.startsWith("/assets/"), true)
                            .forEach(fault -> faults.add(fault + ": " + endpoint + " of " + name + ": " + answer));
                }
            }
        }

        assertThat(faults).isEmpty();
    }

    private static RawAnswer ask(WebTestClient.RequestHeadersSpec<?> request) {
        FluxExchangeResult<DataBuffer> result = request.exchange().returnResult(DataBuffer.class);
        Map<String, List<String>> headers = new TreeMap<>();
        result.getResponseHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        boolean isStream = MediaType.TEXT_EVENT_STREAM.isCompatibleWith(
                result.getResponseHeaders().getContentType());
        String body = isStream
                ? ""
                : result.getResponseBody()
                        .map(buffer -> buffer.toString(StandardCharsets.ISO_8859_1))
                        .reduce("", String::concat)
                        .block();
        return new RawAnswer(result.getStatus().value(), headers, body);
    }
}

package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.millrace.control.ApiToken;
import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.Token;
import io.millrace.control.OAuth2Settings;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens of an issuer over HTTP: those that are right, and every way in which one may be wrong. */
@Timeout(60)
class IssuedTokensTest {

    private static final String TOPOLOGY = "/api/v1/applications/demo/topologies/word-count";

    private FakeIssuer issuer;

    @BeforeEach
    void start() throws Exception {
        issuer = new FakeIssuer();
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void shouldLetProgramsInAsFarAsTheirRoleGoes() throws Exception {
        try (Console console = TestConsoles.start(issuer.console())) {
            Browser program = new Browser(console.link());

            HttpResponse<String> session = get(program, issuer.token("offline_access", "watch"));
            assertThat(session.statusCode()).as(session.body()).isEqualTo(200);
            assertThat(session.body()).contains("\"user\":\"oauth2:grace\"", "\"role\":\"VIEWER\"");
            assertThat(stop(program, issuer.token("watch")).statusCode()).isEqualTo(403);
            assertThat(stop(program, issuer.token("run", "watch")).statusCode()).isEqualTo(202);
            assertThat(audit(program, issuer.token("run")).statusCode()).isEqualTo(403);
            assertThat(get(program, issuer.curveToken(claims -> claims)).body()).contains("\"role\":\"OPERATOR\"");
            String audit = audit(program, issuer.token("own")).body();
            assertThat(audit).contains("\"user\":\"oauth2:grace\"", "\"status\":403", "\"status\":202");
            assertThat(program.cookies().getCookieStore().getCookies())
                    .noneMatch(cookie -> cookie.getName().equals("millrace-session"));
            assertThat(issuer.askedForKeys()).isEqualTo(1);
        }
    }

    @Test
    void shouldGiveNothingToWhoHasNoRole() throws Exception {
        try (Console console = TestConsoles.start(issuer.console())) {
            Browser program = new Browser(console.link());
            for (String token : List.of(
                    issuer.token("WATCH", "something"),
                    issuer.token(),
                    issuer.token(issuer.key(), claims -> claims.claim("realm_access", null)),
                    issuer.token(issuer.key(), claims -> claims.claim("realm_access", "run")),
                    issuer.token(issuer.key(), claims -> claims.claim("realm_access", List.of("run"))))) {
                HttpResponse<String> answer = get(program, token);

                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(problem(answer, "/detail")).contains("has no role here", "realm_access.roles");
            }
            assertThat(stop(program, issuer.token()).statusCode()).isEqualTo(403);
            String audit = audit(program, issuer.token("own")).body();
            assertThat(audit).contains("\"user\":\"oauth2:grace\"", "\"status\":403");
        }
    }

    @Test
    void shouldSayWhatIsWrongWithATokenThatTheIssuerHasSigned() throws Exception {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put(
                issuer.token(issuer.key(), claims -> claims.audience(List.of("another", "millrace-console-2"))), "aud");
        reasons.put(issuer.token(issuer.key(), claims -> claims.audience((String) null)), "aud");
        reasons.put(issuer.token(issuer.key(), claims -> claims.issuer(issuer.address() + "/")), "iss");
        reasons.put(issuer.token(issuer.key(), claims -> claims.issuer(null)), "iss");
        reasons.put(
                issuer.token(
                        issuer.key(), claims -> claims.issueTime(inSeconds(-60)).expirationTime(inSeconds(-31))),
                "expired");
        reasons.put(issuer.token(issuer.key(), claims -> claims.expirationTime(null)), "exp");
        reasons.put(issuer.token(issuer.key(), claims -> claims.notBeforeTime(inSeconds(60))), "before");
        try (Console console = TestConsoles.start(issuer.console())) {
            Browser program = new Browser(console.link());
            for (Map.Entry<String, String> each : reasons.entrySet()) {
                HttpResponse<String> answer = get(program, each.getKey());

                assertThat(answer.statusCode()).as(each.getValue()).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
                assertThat(problem(answer, "/detail")).as(each.getValue()).contains(each.getValue());
            }
            // Clocks differ, a little.
            assertThat(get(program, issuer.token(issuer.key(), claims -> claims.notBeforeTime(inSeconds(20))))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(program, issuer.token("run")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldRefuseWhatTheIssuerHasNotSigned() throws Exception {
        byte[] publicKey = issuer.key().toRSAPublicKey().getEncoded();
        byte[] publicText = ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.UTF_8);
        RSAKey foreign = FakeIssuer.rsa("first");
        String right = issuer.token("own");
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("none", new PlainJWT(issuer.claims().build()).serialize());
        wrong.put("none, with a signature", none(right));
        wrong.put("public key as a secret", hmac(publicKey));
        wrong.put("public key as a secret, as text", hmac(publicText));
        wrong.put("other key of the same name", issuer.token(foreign, claims -> claims));
        wrong.put("other key that it names itself", withOwnKey(foreign));
        wrong.put("changed claims", changed(right));
        wrong.put("no signature", right.substring(0, right.lastIndexOf('.') + 1));
        wrong.put("no token", "a.b.c");
        wrong.put("five parts", "a.b.c.d.e");
        wrong.put("too long", right + "A".repeat(9_000));
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            // An address waits after five, so each has a console of its own.
            try (Console console = TestConsoles.start(issuer.console())) {
                Browser program = new Browser(console.link());

                HttpResponse<String> answer = get(program, each.getValue());

                assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(401);
                assertThat(problem(answer, "/detail")).as(each.getKey()).contains("not known here");
                assertThat(get(program, right).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void shouldTakeNewKeysAndBeNoHammerForTheIssuer() throws Exception {
        try (Console console = TestConsoles.start(issuer.console())) {
            Browser program = new Browser(console.link());
            String old = issuer.token("run");
            assertThat(get(program, old).statusCode()).isEqualTo(200);
            for (int i = 0; i < 20; i++) {
                RSAKey unknown = i == 0 ? FakeIssuer.rsa("unknown") : issuer.key();
                String id = "unknown-" + i;
                get(program, issuer.signed(JWSAlgorithm.RS256, id, new RSASSASigner(unknown), claims -> claims));
            }
            assertThat(issuer.askedForKeys()).isLessThan(5);

            issuer.takeKey(FakeIssuer.rsa("second"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> get(program, issuer.token("run")).statusCode() == 200);
            assertThat(get(program, old).statusCode()).isIn(401, 429);
        }
    }

    @Test
    void shouldGoOnWithoutTheIssuerAndTakeItWhenItComes() throws Exception {
        ApiToken own = ApiToken.random();
        int port = issuer.port();
        ConsoleSettings settings = new ConsoleSettings(
                        null,
                        List.of(),
                        Duration.ofHours(1),
                        List.of(new Token("own", own.hash(), Role.VIEWER, Instant.parse("2999-01-01T00:00:00Z"))),
                        null)
                .withOAuth2(issuer.settings());
        String before = issuer.token("run");
        issuer.close();
        try (Console console = TestConsoles.start(settings)) {
            Browser program = new Browser(console.link());

            HttpResponse<String> answer = get(program, before);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(problem(answer, "/detail")).contains("cannot be checked", "127.0.0.1:" + port);
            assertThat(get(program, own.secret()).statusCode()).isEqualTo(200);

            try (FakeIssuer back = new FakeIssuer(port)) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> get(program, back.token("run")).statusCode() == 200);
                // With keys that it has, it outlives an outage.
                String token = back.token("run");
                back.answerWith(500);
                assertThat(get(program, token).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void shouldNotBelieveAnIssuerThatIsNotWhatItShouldBe() throws Exception {
        issuer.callItself("https://somebody.example.com");
        assertThat(unavailable()).contains("another name for itself", "https://somebody.example.com");
        issuer.callItself(issuer.address());
        issuer.keepKeysAt("http://192.0.2.1/keys");
        assertThat(unavailable()).contains("without HTTPS", "jwks_uri=http://192.0.2.1/keys");
        issuer.keepKeysAt(issuer.address() + "/nothing-there");
        assertThat(unavailable()).contains("status=404");
        issuer.keepKeysAt(issuer.address() + "/token");
        assertThat(unavailable()).contains("Keys cannot be read");
        issuer.answerWith(302);
        assertThat(unavailable()).contains("status=302");
    }

    @Test
    void shouldFindRolesWhereverTheyAre() throws Exception {
        assertThat(roleIn("roles", claims -> claims.claim("roles", "own"))).isEqualTo("ADMIN");
        assertThat(roleIn("scope", claims -> claims.claim("scope", "openid watch run")))
                .isEqualTo("OPERATOR");
        assertThat(roleIn(
                        "https://example.com/roles",
                        claims -> claims.claim("https://example.com/roles", List.of("own"))))
                .isEqualTo("ADMIN");
        assertThat(roleIn("a.b.c", claims -> claims.claim("a", Map.of("b", Map.of("c", List.of("watch", 1))))))
                .isEqualTo("VIEWER");
    }

    private String roleIn(String path, UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        OAuth2Settings oauth2 = new OAuth2Settings(issuer.address(), FakeIssuer.AUDIENCE, path, FakeIssuer.ROLES, null);
        try (Console console = TestConsoles.start(TestConsoles.users().withOAuth2(oauth2))) {
            HttpResponse<String> answer = get(new Browser(console.link()), issuer.token(issuer.key(), change));
            return problem(answer, "/role");
        }
    }

    private String unavailable() throws Exception {
        try (Console console = TestConsoles.start(issuer.console())) {
            HttpResponse<String> answer = get(new Browser(console.link()), issuer.token("own"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            return problem(answer, "/detail");
        }
    }

    private String hmac(byte[] secret) throws JOSEException {
        return issuer.signed(JWSAlgorithm.HS256, issuer.key().getKeyID(), new MACSigner(secret), claims -> claims);
    }

    private String withOwnKey(RSAKey foreign) throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .jwk(foreign.toPublicJWK())
                .build();
        SignedJWT token = new SignedJWT(header, issuer.claims().build());
        token.sign(new RSASSASigner(foreign));
        return token.serialize();
    }

    private static String none(String token) {
        String[] parts = token.split("\\.");
        return base64("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2];
    }

    private static String changed(String token) {
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "." + base64(claims.replace("grace", "admin")) + "." + parts[2];
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Date inSeconds(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String problem(HttpResponse<String> answer, String part) {
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        return problem.at(part).asString("");
    }

    private static HttpResponse<String> get(Browser browser, String token) throws Exception {
        return browser.send(browser.request("/api/v1/session").header("Authorization", "Bearer " + token));
    }

    private static HttpResponse<String> audit(Browser browser, String token) throws Exception {
        return browser.send(browser.request("/api/v1/audit").header("Authorization", "Bearer " + token));
    }

    private static HttpResponse<String> stop(Browser browser, String token) throws Exception {
        return browser.send(browser.request(TOPOLOGY + "/stop")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }
}

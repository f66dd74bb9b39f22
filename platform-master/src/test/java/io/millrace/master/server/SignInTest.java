package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.OAuth2Settings;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People who sign in at an issuer, and what becomes of those who only seem to. */
@Timeout(60)
class SignInTest {

    private static final String STOP = "/api/v1/applications/demo/topologies/word-count/stop";

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
    void shouldLetInWhoSignsInThere() throws Exception {
        try (Console console = TestConsoles.start(settings(null))) {
            Browser browser = new Browser(console.link());
            assertThat(browser.get("/login").body()).contains("href=\"/login/oauth2\"", "127.0.0.1");

            Map<String, String> request = begin(browser);
            assertThat(request)
                    .containsEntry("response_type", "code")
                    .containsEntry("client_id", "console")
                    .containsEntry("scope", "openid profile")
                    .containsEntry("code_challenge_method", "S256")
                    .containsEntry("redirect_uri", home(console) + "login/oauth2/code");
            HttpResponse<String> answer = comeBack(browser, request, claims -> claims);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("content=\"0;url=/\"");
            assertThat(answer.headers().allValues("Set-Cookie"))
                    .anySatisfy(cookie -> assertThat(cookie)
                            .startsWith("millrace-session=v2.")
                            .contains("HttpOnly", "SameSite=Strict"));
            assertThat(issuer.lastTokenRequest()).contains("grant_type=authorization_code", "code=the-code");
            assertThat(challenge(parameters(issuer.lastTokenRequest()).get("code_verifier")))
                    .isEqualTo(request.get("code_challenge"));
            assertThat(browser.get("/api/v1/session").body())
                    .contains("\"user\":\"oauth2:grace\"", "\"role\":\"OPERATOR\"");
            // A session of a browser needs the token of the session to change anything.
            assertThat(browser.send(browser.request(STOP).POST(HttpRequest.BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(browser.change("POST", STOP).statusCode()).isEqualTo(202);
            assertThat(browser.get("/api/v1/audit").statusCode()).isEqualTo(403);
            assertThat(new Browser(console.link())
                            .signedIn("ada", "secret")
                            .get("/api/v1/audit")
                            .body())
                    .contains("\"user\":\"oauth2:grace\"", "/login/oauth2/code", "/stop")
                    .doesNotContain("the-code", request.get("state"));
            browser.change("POST", "/logout");
            assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void shouldGoOnAtAnyMemberOfACluster() throws Exception {
        try (Console first = TestConsoles.start(settings("4d6f62792d4469636b"));
                Console second = TestConsoles.start(settings("4d6f62792d4469636b"));
                Console other = TestConsoles.start(settings("another-one-of-16"))) {
            Browser here = new Browser(first.link());
            Map<String, String> request = begin(here);
            Browser there = new Browser(second.link());

            HttpResponse<String> answer = comeBack(there, request, claims -> claims, cookies(here));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(withCookies(here, "/api/v1/session", cookies(there)).body())
                    .contains("oauth2:grace");
            Browser stranger = new Browser(other.link());
            HttpResponse<String> refused = comeBack(stranger, request, claims -> claims, cookies(here));
            assertThat(refused.headers().firstValue("Location")).hasValue("/login?failed");
        }
    }

    @Test
    void shouldMapTheValueWithEachRequest() throws Exception {
        ConsoleSettings settings = settings("4d6f62792d4469636b");
        String session;
        try (Console console = TestConsoles.start(settings)) {
            Browser browser = new Browser(console.link());
            comeBack(browser, begin(browser), claims -> claims);
            session = cookies(browser);
        }
        assertThat(session(settings.withOAuth2(roles("realm_access.roles", Map.of("run", Role.ADMIN))), session))
                .contains("\"role\":\"ADMIN\"");
        assertThat(session(settings.withOAuth2(roles("realm_access.roles", Map.of("own", Role.ADMIN))), session))
                .contains("needs a login");
        // The same value in another claim, or of another issuer, says nothing.
        assertThat(session(settings.withOAuth2(roles("groups", Map.of("run", Role.ADMIN))), session))
                .contains("needs a login");
        assertThat(session(settings.withOAuth2(null), session)).contains("needs a login");
    }

    @Test
    void shouldNotLetInWhoHasNoRole() throws Exception {
        try (Console console = TestConsoles.start(settings(null))) {
            Browser browser = new Browser(console.link());

            HttpResponse<String> answer =
                    comeBack(browser, begin(browser), claims -> claims.claim("realm_access", Map.of()));

            assertThat(answer.headers().firstValue("Location")).hasValue("/login?norole");
            assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void shouldRefuseAnswersThatAreNotToThisQuestion() throws Exception {
        refused(browser -> "/login/oauth2/code");
        refused(browser -> "/login/oauth2/code?code=the-code&state=none");
        refused(browser -> {
            begin(browser);
            return "/login/oauth2/code?code=the-code&state=another";
        });
        refused(browser -> "/login/oauth2/code?error=access_denied&state=" + encoded(begin(browser)));
        refused(browser -> {
            String state = encoded(begin(browser));
            issuer.answerCodesWith(issuer.token(issuer.key(), claims -> claims.audience("console")));
            return "/login/oauth2/code?code=the-code&state=" + state;
        });
        refused(browser -> code(begin(browser), claims -> claims.claim("nonce", "of another")));
        refused(browser -> code(begin(browser), claims -> claims.audience("another")));
        refused(browser -> code(begin(browser), claims -> claims.issuer("https://somebody.example.com")));
        refused(browser ->
                code(begin(browser), claims -> claims.issueTime(new Date(0)).expirationTime(new Date(1))));
        refused(browser -> {
            String state = encoded(begin(browser));
            issuer.answerCodesWith("none");
            return "/login/oauth2/code?code=the-code&state=" + state;
        });
    }

    @Test
    void shouldNotTakeTheSameAnswerTwice() throws Exception {
        try (Console console = TestConsoles.start(settings(null))) {
            Browser browser = new Browser(console.link());
            Map<String, String> request = begin(browser);
            String code = code(request, claims -> claims);
            assertThat(browser.get(code).statusCode()).isEqualTo(200);

            assertThat(browser.get(code).headers().firstValue("Location")).hasValue("/login?failed");
        }
    }

    @Test
    void shouldNotBeLedElsewhere() throws Exception {
        try (Console console = TestConsoles.start(settings(null))) {
            Browser browser = new Browser(console.link());
            Map<String, String> request = begin(browser);

            HttpResponse<String> answer = browser.get(code(request, claims -> claims)
                    + "&redirect_uri=https://evil.example.com&continue=//evil.example.com");

            assertThat(answer.body()).contains("content=\"0;url=/\"").doesNotContain("evil");
        }
    }

    @Test
    void shouldSayThatTheIssuerDoesNotAnswer() throws Exception {
        try (Console console = TestConsoles.start(settings(null))) {
            Browser browser = new Browser(console.link());
            issuer.close();

            HttpResponse<String> answer = browser.get("/login/oauth2");

            assertThat(answer.headers().firstValue("Location")).hasValue("/login?unavailable");
            browser.signedIn("ada", "secret");
        }
    }

    @Test
    void shouldNameTheAddressThatBrowsersSee() throws Exception {
        ConsoleSettings settings =
                TestConsoles.users().withOAuth2(issuer.settingsWithLogin("https://console.example.com/"));
        try (Console console = TestConsoles.start(settings)) {
            Browser browser = new Browser(console.link());

            HttpResponse<String> answer = browser.get("/login/oauth2");

            assertThat(parameters(
                            URI.create(answer.headers().firstValue("Location").orElseThrow())
                                    .getRawQuery()))
                    .containsEntry("redirect_uri", "https://console.example.com/login/oauth2/code");
            assertThat(answer.headers().allValues("Set-Cookie"))
                    .anySatisfy(cookie -> assertThat(cookie)
                            .startsWith("millrace-sign-in=")
                            .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/login/oauth2"));
        }
    }

    @Test
    void shouldLetWaitWhoFailsTooOften() throws Exception {
        try (Console console = TestConsoles.start(settings(null))) {
            Browser browser = new Browser(console.link());
            HttpResponse<String> answer = browser.get("/login/oauth2/code");
            for (int i = 0; i < 8 && answer.statusCode() != 429; i++) {
                answer = browser.get("/login/oauth2/code");
            }
            assertThat(answer.statusCode()).isEqualTo(429);
        }
    }

    @Test
    void shouldHaveNoSuchLoginWhereOnlyProgramsComeFromTheIssuer() throws Exception {
        try (Console console = TestConsoles.start(issuer.console())) {
            Browser browser = new Browser(console.link());
            assertThat(browser.get("/login").body()).doesNotContain("/login/oauth2");
            assertThat(browser.get("/login/oauth2").statusCode()).isEqualTo(404);
        }
    }

    private interface Way {
        String of(Browser browser) throws Exception;
    }

    /** With a console of its own, since who fails five times has to wait. */
    private void refused(Way way) throws Exception {
        try (Console console = TestConsoles.start(settings(null))) {
            Browser browser = new Browser(console.link());
            HttpResponse<String> answer = browser.get(way.of(browser));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location")).hasValue("/login?failed");
            assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(401);
        }
    }

    private ConsoleSettings settings(@Nullable String clusterSecret) {
        ConsoleSettings users = TestConsoles.users();
        return new ConsoleSettings(null, users.users(), users.sessionTimeout(), List.of(), clusterSecret)
                .withOAuth2(issuer.settingsWithLogin(null));
    }

    private OAuth2Settings roles(String claim, Map<String, Role> roles) {
        return new OAuth2Settings(issuer.address(), FakeIssuer.AUDIENCE, claim, roles, null);
    }

    private static Map<String, String> begin(Browser browser) throws Exception {
        HttpResponse<String> answer = browser.get("/login/oauth2");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        URI location = URI.create(answer.headers().firstValue("Location").orElseThrow());
        assertThat(location.getPath()).isEqualTo("/authorize");
        return parameters(location.getRawQuery());
    }

    private HttpResponse<String> comeBack(
            Browser browser, Map<String, String> request, UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        return browser.get(code(request, change));
    }

    private HttpResponse<String> comeBack(
            Browser browser, Map<String, String> request, UnaryOperator<JWTClaimsSet.Builder> change, String cookies)
            throws Exception {
        return withCookies(browser, code(request, change), cookies);
    }

    /** Where the issuer sends the browser; the code then gives an ID token with these claims. */
    private String code(Map<String, String> request, UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        issuer.answerCodesWith(issuer.idToken(
                claims -> change.apply(claims.audience("console").claim("nonce", request.get("nonce")))));
        return "/login/oauth2/code?code=the-code&state=" + encoded(request);
    }

    private static String encoded(Map<String, String> request) {
        return URLEncoder.encode(request.get("state"), StandardCharsets.UTF_8);
    }

    private static String session(ConsoleSettings settings, String cookies) throws Exception {
        try (Console console = TestConsoles.start(settings)) {
            return withCookies(new Browser(console.link()), "/api/v1/session", cookies)
                    .body();
        }
    }

    private static HttpResponse<String> withCookies(Browser browser, String path, String cookies) throws Exception {
        return browser.send(browser.request(path).header("Cookie", cookies));
    }

    private static String cookies(Browser browser) {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> !cookie.getName().equals("millrace-csrf"))
                .map((HttpCookie cookie) -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String home(Console console) {
        return URI.create(console.link()).resolve("/").toString();
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(
                        parameter -> parameter[0],
                        parameter -> URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)));
    }

    private static String challenge(String verifier) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }
}

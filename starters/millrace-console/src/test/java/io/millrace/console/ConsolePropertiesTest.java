package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.control.ApiToken;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.Token;
import io.millrace.control.TokenIssue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ConsolePropertiesTest {

    private static final String TOKEN = "millrace.console.tokens.nightly-job.";

    @Test
    void shouldHaveDefaults() {
        ConsoleProperties properties = bind(Map.of());

        assertThat(properties.enabled()).isTrue();
        assertThat(properties.wantedPort()).isNull();
        assertThat(properties.address()).isEqualTo("127.0.0.1");
        assertThat(properties.sessionTimeout()).isEqualTo(Duration.ofHours(12));
        assertThat(properties.users()).isEmpty();
    }

    @Test
    void shouldTakeUsersAndKeepTheirPasswordsToItself() {
        ConsoleProperties properties = bind(Map.of(
                "millrace.console.users[0].name", "ada",
                "millrace.console.users[0].password", "{noop}secret",
                "millrace.console.users[0].role", "operator"));

        assertThat(properties.toUsers()).singleElement().satisfies(user -> {
            assertThat(user.name()).isEqualTo("ada");
            assertThat(user.password()).isEqualTo("{noop}secret");
            assertThat(user.role()).isEqualTo(Role.OPERATOR);
        });
        assertThat(properties.toString()).doesNotContain("secret");
        assertThat(properties.toUsers().toString()).doesNotContain("secret");
    }

    @Test
    void shouldTakeTokensToTheEndOfTheirDay() {
        ApiToken token = ApiToken.random();
        ConsoleProperties properties = bind(Map.of(
                TOKEN + "hash", token.hash(),
                TOKEN + "role", "operator",
                TOKEN + "expires", "2027-01-31"));

        assertThat(properties.toTokens())
                .containsExactly(
                        new Token("nightly-job", token.hash(), Role.OPERATOR, Instant.parse("2027-02-01T00:00:00Z")));
        assertThat(properties.toTokens().toString()).doesNotContain(token.hash());
    }

    @Test
    void shouldTakeTheLinesThatAreIssuedWithAToken() {
        TokenIssue issue = TokenIssue.of("nightly-job", Role.ADMIN, Instant.parse("2027-01-31T10:00:00Z"));
        Map<String, String> lines = issue.configuration().stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));

        assertThat(bind(lines).toTokens())
                .containsExactly(new Token("nightly-job", issue.token().hash(), Role.ADMIN, issue.expiresAt()));
    }

    @ParameterizedTest
    @CsvSource({
        "hash, {sha256}12, use {sha256} and 64 small hexadecimal digits",
        "hash, mrt_thisIsNoHash, use {sha256} and 64 small hexadecimal digits",
        "hash, '', use {sha256} and 64 small hexadecimal digits",
        "expires, '', Every token has to end",
        "expires, soon, 'use 2027-01-31, or'",
        "expires, 2027-02-31, 'use 2027-01-31, or'"
    })
    void shouldRefuseTokens(String part, String value, String reason) {
        Map<String, String> lines = new HashMap<>(Map.of(
                TOKEN + "hash", ApiToken.random().hash(),
                TOKEN + "role", "operator",
                TOKEN + "expires", "2027-01-31"));
        lines.put(TOKEN + part, value);

        assertThatThrownBy(() -> bind(lines))
                .isInstanceOf(BindException.class)
                .cause()
                .satisfies(failure -> assertThat(reasonOf(failure)).contains(TOKEN + part, reason))
                .satisfies(failure -> assertThat(reasonOf(failure)).doesNotContain("mrt_thisIsNoHash"));
    }

    @Test
    void shouldRefuseTokensWithoutARoleAndTwoOfOneHash() {
        String hash = ApiToken.random().hash();
        assertThatThrownBy(() -> bind(Map.of(TOKEN + "hash", hash, TOKEN + "expires", "2027-01-31")))
                .rootCause()
                .hasMessageContaining("use viewer, operator or admin");
        Map<String, String> two = new HashMap<>();
        for (String prefix : List.of(TOKEN, "millrace.console.tokens.other.")) {
            two.put(prefix + "hash", hash);
            two.put(prefix + "role", "viewer");
            two.put(prefix + "expires", "2027-01-31");
        }
        assertThatThrownBy(() -> bind(two)).rootCause().hasMessageContaining("make a new token");
    }

    @Test
    void shouldHandTheSecretOfTheClusterToTheConsoleOnlyWhereThereIsOne() {
        ConsoleProperties properties = bind(Map.of());

        assertThat(properties.toSettings(null, "the secret").clusterSecret()).isEqualTo("the secret");
        assertThat(properties.toSettings(null, "the secret").toString()).doesNotContain("the secret");
        assertThat(properties.toSettings(null, null).clusterSecret()).isNull();
    }

    @Test
    void shouldNotTakeTheAddressOfAServiceForAPort() {
        assertThat(bind(Map.of("millrace.console.port", "tcp://10.0.0.1:80")).wantedPort())
                .isNull();
        assertThat(bind(Map.of("millrace.console.port", "0")).wantedPort()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.console.port, 65536, use 0 to 65535",
        "millrace.console.port, -1, use 0 to 65535",
        "millrace.console.port, eighty, use 0 to 65535",
        "millrace.console.session-timeout, 1s, use 1m to 30d",
        "millrace.console.users[0].name, ada, 'a user has a name, a password and a role'"
    })
    void shouldRefuse(String property, String value, String reason) {
        assertThatThrownBy(() -> bind(Map.of(property, value)))
                .rootCause()
                .hasMessageContaining(reason)
                .hasMessageContaining("millrace.console.");
    }

    private static String reasonOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidConfigurationPropertyValueException refused) {
                return refused.getName() + ": " + refused.getReason() + refused.getValue();
            }
        }
        return "no reason";
    }

    private static ConsoleProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate(ConsoleProperties.PREFIX, ConsoleProperties.class);
    }
}

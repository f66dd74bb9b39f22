package io.millrace.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.control.ConsoleSettings.Role;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenTest {

    @Test
    void shouldBeKnownByItsPrefixAndBeNobodyElses() {
        ApiToken token = ApiToken.random();

        assertThat(token.secret()).startsWith("mrt_").hasSize(47);
        assertThat(ApiToken.isSecret(token.secret())).isTrue();
        assertThat(token.secret()).isNotEqualTo(ApiToken.random().secret());
        assertThat(token.toString()).doesNotContain(token.secret());
    }

    @Test
    void shouldHaveTheHashThatSha256sumWrites() {
        assertThat(ApiToken.hash("abc"))
                .isEqualTo("{sha256}ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(ApiToken.isHash(ApiToken.random().hash())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mrt_", "mrt_short", "abc_0123456789012345678901234567890123456789012"})
    void shouldNotTakeAnythingForAToken(String text) {
        assertThat(ApiToken.isSecret(text)).isFalse();
        assertThat(ApiToken.isHash(text)).isFalse();
    }

    @Test
    void shouldSayWhatHasToStandInTheConfiguration() {
        TokenIssue issue = TokenIssue.of("nightly", Role.OPERATOR, Instant.parse("2027-01-31T00:00:00Z"));

        assertThat(issue.configuration())
                .containsExactly(
                        "millrace.console.tokens.nightly.hash=" + issue.token().hash(),
                        "millrace.console.tokens.nightly.role=operator",
                        "millrace.console.tokens.nightly.expires=2027-01-31T00:00:00Z");
        assertThat(issue.toString()).doesNotContain(issue.token().secret());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Big", "a.b", "a b", "-a", "a\nb"})
    void shouldRefuseNamesThatAreNoKeys(String name) {
        assertThatThrownBy(() -> TokenIssue.of(name, Role.VIEWER, Instant.MAX))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use 1 to 64 small letters");
    }
}

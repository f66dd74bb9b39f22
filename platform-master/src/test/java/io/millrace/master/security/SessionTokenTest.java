package io.millrace.master.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokenTest {

    private static final byte[] KEY = "a key of thirty-two bytes, quite".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final SessionToken session = new SessionToken("ada:lovelace", "n", NOW.plusSeconds(60));

    @Test
    void shouldComeBackAsItWas() {
        assertThat(SessionToken.decode(session.encode(KEY), KEY, NOW)).isEqualTo(session);
    }

    @Test
    void shouldEnd() {
        String text = session.encode(KEY);

        assertThat(SessionToken.decode(text, KEY, NOW.plusSeconds(59))).isNotNull();
        assertThat(SessionToken.decode(text, KEY, NOW.plusSeconds(60))).isNull();
    }

    @Test
    void shouldNotBeMadeWithAnotherKey() {
        byte[] other = KEY.clone();
        other[0]++;

        assertThat(SessionToken.decode(session.encode(other), KEY, NOW)).isNull();
    }

    @Test
    void shouldNotBeChanged() {
        String text = session.encode(KEY);
        for (int i = 0; i < text.length(); i++) {
            char changed = text.charAt(i) == 'A' ? 'B' : 'A';
            String other = text.substring(0, i) + changed + text.substring(i + 1);
            SessionToken decoded = SessionToken.decode(other, KEY, NOW);
            // The last character of base64 holds bits that do not count.
            assertThat(decoded == null || decoded.equals(session)).as(other).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "v1..", "v1.a.b", "v1.%.%", "v2.a.b", "v1.a.b.c"})
    void shouldNotBeNonsense(String text) {
        assertThat(SessionToken.decode(text, KEY, NOW)).isNull();
    }

    @Test
    void shouldNotBeLong() {
        String text = new SessionToken("a".repeat(2000), "n", NOW.plusSeconds(60)).encode(KEY);

        assertThat(SessionToken.decode(text, KEY, NOW)).isNull();
    }

    @Test
    void shouldKeepWhoAnswersForSomebody() {
        SessionToken issued = new SessionToken(
                "ada:lovelace", "n", NOW.plusSeconds(60), new SessionToken.Origin("src", "team:ops/ \u674e"));

        assertThat(issued.encode(KEY)).startsWith("v2.");
        assertThat(SessionToken.decode(issued.encode(KEY), KEY, NOW)).isEqualTo(issued);
        assertThat(SessionToken.decode(issued.encode(KEY), KEY, NOW.plusSeconds(60)))
                .isNull();
        // A version does not become the other: it is signed, too.
        assertThat(SessionToken.decode(issued.encode(KEY).replace("v2.", "v1."), KEY, NOW))
                .isNull();
        assertThat(SessionToken.decode(session.encode(KEY).replace("v1.", "v2."), KEY, NOW))
                .isNull();
    }

    @Test
    void shouldFitIntoACookieHoweverLongTheNamesAre() {
        SessionToken issued = new SessionToken(
                "\u674e".repeat(128),
                Secrets.token(),
                NOW.plusSeconds(60),
                new SessionToken.Origin("a".repeat(12), "\u674e".repeat(200)));

        assertThat(issued.encode(KEY).length()).isLessThan(3584);
        assertThat(SessionToken.decode(issued.encode(KEY), KEY, NOW)).isEqualTo(issued);
    }
}

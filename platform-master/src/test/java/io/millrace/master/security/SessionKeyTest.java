package io.millrace.master.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SessionKeyTest {

    private static final String SECRET = "a secret of the whole cluster";

    @Test
    void shouldBeTheSameForAllMembersAndVersions() {
        assertThat(SessionKey.derive(SECRET, "counting")).isEqualTo(SessionKey.derive(SECRET, "counting"));
        // Members of two versions must agree: computed once by another program.
        assertThat(HexFormat.of().formatHex(SessionKey.derive(SECRET, "counting")))
                .isEqualTo("e8808d71a8e7c8eb82bd583aef7f343b9164c49ff2bcf318b86e025079bc342a");
    }

    @Test
    void shouldDifferBySecretAndApplicationAndBeNeverTheSecret() {
        byte[] key = SessionKey.derive(SECRET, "counting");

        assertThat(key).hasSize(32);
        assertThat(key).isNotEqualTo(SessionKey.derive(SECRET + "!", "counting"));
        assertThat(key).isNotEqualTo(SessionKey.derive(SECRET, "billing"));
        assertThat(new String(key, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
    }
}

package io.millrace.worker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretFaultTest {

    private static final String PRODUCTION = "prod";

    @Test
    void shouldTakeRandomSecretsInProduction() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[8 + random.nextInt(40)];
            random.nextBytes(bytes);
            assertThat(SecretFault.of(HexFormat.of().formatHex(bytes), PRODUCTION))
                    .as("hexadecimal, seed %d", seed)
                    .isNull();
            byte[] longer = new byte[12 + random.nextInt(40)];
            random.nextBytes(longer);
            assertThat(SecretFault.of(Base64.getEncoder().encodeToString(longer), PRODUCTION))
                    .as("base 64, seed %d", seed)
                    .isNull();
        }
    }

    @Test
    void shouldTakeCommonWordsBesideARandomPart() {
        assertThat(SecretFault.of("cluster-secret-9tK4eZu7Jx2mQwP0", PRODUCTION))
                .isNull();
    }

    @Test
    void shouldTakeExamplesElsewhere() {
        assertThat(SecretFault.of("0123456789abcdef", null)).isNull();
    }

    @Test
    void shouldNotRepeatWhatItRefuses() {
        assertThat(SecretFault.of("xyxyxyxyxyxyxyxy", null))
                .isEqualTo("repeats itself: distinctCharacters=2")
                .doesNotContain("xy");
        assertThat(SecretFault.of("Millrace-Example-2026", PRODUCTION)).doesNotContain("2026", "Example");
    }

    @Test
    void shouldNameTheVariableThatIsMissing() {
        assertThat(SecretFault.of("${CLUSTER_SECRET}", null))
                .isEqualTo("is a placeholder that nothing fills: variable=CLUSTER_SECRET");
    }
}

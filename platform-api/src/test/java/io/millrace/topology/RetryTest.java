package io.millrace.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {

    @ParameterizedTest
    @CsvSource({
        "100, 1, 100",
        "100, 2, 200",
        "100, 3, 400",
        "100, 10, 51200",
        "100, 11, 60000",
        "100, 1000, 60000",
        "0, 1000, 0",
        "90000, 1, 90000",
        "90000, 7, 90000"
    })
    void shouldDoubleTheWaitUpToTheLongest(long backoffMillis, int failures, long expectedMillis) {
        assertThat(Retry.of(3, Duration.ofMillis(backoffMillis)).backoffMillis(failures))
                .isEqualTo(expectedMillis);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, false", "1, 1, true", "1, 2, false", "3, 3, true", "3, 4, false"})
    void shouldCallAgainAsOftenAsSaid(int retries, int failures, boolean isLeft) {
        assertThat(Retry.of(retries, Duration.ZERO).isLeft(failures)).isEqualTo(isLeft);
    }

    @ParameterizedTest
    @CsvSource({"-1, PT1S, PT1M", "1001, PT1S, PT1M", "1, PT-1S, PT1M", "1, PT2M, PT1M", "1, PT1S, PT2H"})
    void shouldRefuseWhatWouldGoOnForEver(int retries, Duration backoff, Duration maxBackoff) {
        assertThatThrownBy(() -> new Retry(retries, backoff, maxBackoff))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("out of range");
    }

    @Test
    void shouldHaveNoneUnlessSaid() {
        assertThat(Retry.NONE.isNone()).isTrue();
        assertThat(Retry.of(1, Duration.ZERO).isNone()).isFalse();
    }
}

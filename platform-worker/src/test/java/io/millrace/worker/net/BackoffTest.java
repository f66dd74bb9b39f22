package io.millrace.worker.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final NetTimes TIMES = new NetTimes(1, 50, 1_000, 10_000, 1);
    private static final long LONG_NANOS = Backoff.SETTLED_NANOS;

    private double jitter;
    private final Backoff backoff = new Backoff(TIMES, () -> jitter);

    @Test
    void shouldDoubleThePauseUpToTheBound() {
        assertThat(LongStream.range(0, 8).map(i -> backoff.afterFailureMillis()))
                .containsExactly(50L, 100L, 200L, 400L, 800L, 1_000L, 1_000L, 1_000L);
    }

    @Test
    void shouldDrawHalfOfThePause() {
        jitter = 0.999;
        assertThat(backoff.afterFailureMillis()).isEqualTo(26);
        jitter = 0.5;
        assertThat(backoff.afterFailureMillis()).isEqualTo(75);
    }

    @Test
    void shouldDialAtOnceAfterAConnectionThatWasOpen() {
        backoff.afterFailureMillis();
        backoff.afterFailureMillis();

        assertThat(backoff.afterOpenMillis(LONG_NANOS)).isZero();
        assertThat(backoff.afterFailureMillis()).isEqualTo(50);
    }

    @Test
    void shouldNotTakeAMomentForAConnection() {
        assertThat(backoff.afterOpenMillis(LONG_NANOS - 1)).isEqualTo(50);
        assertThat(backoff.afterOpenMillis(0)).isEqualTo(100);
    }

    @Test
    void shouldNotHammerWhoeverRefuses() {
        backoff.refused();
        assertThat(backoff.afterFailureMillis()).isEqualTo(10_000);
        assertThat(backoff.afterFailureMillis()).isEqualTo(50);

        backoff.refused();
        assertThat(backoff.afterOpenMillis(LONG_NANOS)).isEqualTo(10_000);
    }

    @Test
    void shouldStayBoundedAfterVeryManyFailures() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(backoff.afterFailureMillis()).isBetween(50L, 1_000L);
        }
    }
}

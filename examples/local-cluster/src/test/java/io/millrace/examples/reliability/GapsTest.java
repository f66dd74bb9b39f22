package io.millrace.examples.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GapsTest {

    private final AtomicLong nanos = new AtomicLong(100);
    private final Gaps gaps = new Gaps(2, nanos::get);

    @Test
    void shouldKnowTheLongestThatHasComeToAnEnd() {
        arrive(110, 0, 1);
        arrive(150, 0, 1);
        arrive(151, 0, 1);
        assertThat(gaps.longest()).isEqualTo(Duration.ofNanos(40));
    }

    @Test
    void shouldCountThePartitionThatStandsStill() {
        arrive(110, 0, 1);
        arrive(120, 0);
        arrive(130, 0);
        assertThat(gaps.longest()).isEqualTo(Duration.ofNanos(20));
        arrive(170, 1);
        assertThat(gaps.longest()).isEqualTo(Duration.ofNanos(60));
    }

    @Test
    void shouldCountFromBeforeTheRestart() {
        arrive(190, 0, 1);
        gaps.restart();
        assertThat(gaps.longest()).isEqualTo(Duration.ZERO);
        nanos.set(200);
        gaps.restart();
        arrive(205, 0, 1);
        assertThat(gaps.longest()).isEqualTo(Duration.ofNanos(15));
    }

    private void arrive(long nowNanos, int... partitions) {
        nanos.set(nowNanos);
        for (int partition : partitions) {
            gaps.arrived(partition);
        }
    }
}

package io.millrace.benchmark.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PacerTest {

    private static final long DISTANCE_NANOS = 1_000_000;

    @Test
    void shouldKeepToTheScheduleWhenTheReceiverIsSlow() throws InterruptedException {
        List<Long> dues = new ArrayList<>();
        CountDownLatch enough = new CountDownLatch(1);
        Pacer pacer = Pacer.start(1_000, (number, dueNanos) -> {
            assertThat(number).isEqualTo(dues.size());
            dues.add(dueNanos);
            if (number == 0) {
                // Holds it up for longer than several distances.
                while (System.nanoTime() - dueNanos < 20 * DISTANCE_NANOS) {
                    Thread.onSpinWait();
                }
            }
            if (number == 30) {
                enough.countDown();
            }
        });
        enough.await();
        pacer.stop();

        for (int i = 1; i <= 30; i++) {
            assertThat(dues.get(i) - dues.get(i - 1)).isEqualTo(DISTANCE_NANOS);
        }
    }
}

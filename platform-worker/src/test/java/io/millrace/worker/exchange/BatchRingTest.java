package io.millrace.worker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchRingTest {

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 2", "3, 4", "4, 4", "5, 8", "8, 8", "100, 128"})
    void shouldHoldAtLeastWhatIsAskedFor(int asked, int capacity) {
        BatchRing ring = new BatchRing(asked);
        assertThat(ring.capacity()).isEqualTo(capacity);
        for (int i = 0; i < capacity; i++) {
            assertThat(ring.isFull()).isFalse();
            assertThat(ring.offer(new Batch(1, false))).isTrue();
        }
        assertThat(ring.isFull()).isTrue();
        assertThat(ring.offer(new Batch(1, false))).isFalse();
    }

    @Test
    void shouldSayHowFullItIs() {
        BatchRing ring = new BatchRing(4);
        for (int round = 0; round < 7; round++) {
            assertThat(ring.fill()).isZero();
            ring.offer(new Batch(1, false));
            assertThat(ring.fill()).isEqualTo(0.25);
            ring.offer(new Batch(1, false));
            ring.offer(new Batch(1, false));
            assertThat(ring.fill()).isEqualTo(0.75);
            ring.poll();
            ring.poll();
            ring.poll();
        }
    }

    @Test
    void shouldBehaveAsABoundedQueue() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            BatchRing ring = new BatchRing(2 + random.nextInt(7));
            Queue<Batch> queue = new ArrayDeque<>();
            for (int i = 0; i < 500; i++) {
                assertThat(ring.isEmpty()).isEqualTo(queue.isEmpty());
                assertThat(ring.isFull()).isEqualTo(queue.size() == ring.capacity());
                if (random.nextBoolean()) {
                    Batch batch = new Batch(1, false);
                    if (ring.offer(batch)) {
                        queue.add(batch);
                    }
                } else {
                    assertThat(ring.poll()).as("seed %d", seed).isSameAs(queue.poll());
                }
            }
        }
    }

    /** Two threads: every batch arrives once, in order, with what was in it when it was offered. */
    @Test
    @Timeout(60)
    void shouldHandOverBetweenTwoThreads() throws InterruptedException {
        int count = 300_000;
        BatchRing forth = new BatchRing(4);
        BatchRing back = new BatchRing(4);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread consumer = new Thread(() -> {
            try {
                for (int i = 0; i < count; i++) {
                    Batch batch = poll(forth);
                    assertThat(batch.size()).isEqualTo(1 + i % 3);
                    for (int j = 0; j < batch.size(); j++) {
                        assertThat(batch.value(j)).isEqualTo(i);
                        assertThat(batch.timestamp(j)).isEqualTo(i + j);
                    }
                    batch.clear();
                    back.offer(batch);
                }
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        consumer.start();
        for (int i = 0; i < count && failure.get() == null; i++) {
            Batch batch = back.poll();
            batch = batch == null ? new Batch(3, false) : batch;
            assertThat(batch.isEmpty()).isTrue();
            for (int j = 0; j <= i % 3; j++) {
                batch.add(i, i + j);
            }
            while (!forth.offer(batch) && failure.get() == null) {
                Thread.onSpinWait();
            }
        }
        consumer.join();
        assertThat(failure.get()).isNull();
        assertThat(forth.isEmpty()).isTrue();
    }

    private static Batch poll(BatchRing ring) {
        Batch batch = ring.poll();
        while (batch == null) {
            Thread.onSpinWait();
            batch = ring.poll();
        }
        return batch;
    }
}

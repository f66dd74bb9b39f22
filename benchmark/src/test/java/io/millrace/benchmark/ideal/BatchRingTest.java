package io.millrace.benchmark.ideal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchRingTest {

    private final BatchRing<String> ring = new BatchRing<>();

    @Test
    void shouldHandOverInOrder() {
        put("a");
        put("b");

        assertThat(take()).isEqualTo("a");
        assertThat(take()).isEqualTo("b");
        assertThat(ring.poll()).isEqualTo(-1);
    }

    @Test
    void shouldTakeNoMoreThanFits() {
        int count = 0;
        while (ring.claim() >= 0) {
            put("x" + count++);
        }

        assertThat(count).isEqualTo(64);
        assertThat(take()).isEqualTo("x0");
        assertThat(ring.claim()).isNotNegative();
    }

    private void put(String value) {
        int slot = ring.claim();
        ring.set(slot, 0, value);
        ring.publish(1);
    }

    private String take() {
        int slot = ring.poll();
        assertThat(ring.length(slot)).isEqualTo(1);
        String value = ring.get(slot, 0);
        ring.release();
        return value;
    }
}

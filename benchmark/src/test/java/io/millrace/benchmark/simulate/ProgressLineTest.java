package io.millrace.benchmark.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ProgressLine line = new ProgressLine(1_000);

    @Test
    void shouldSayHowFarItIsAndHowLongItTakes() {
        assertThat(line.line(100, 2, 10)).isEqualTo("100 of 1000 seeds, 10/s, 1 min 30 s to go, 2 failed");
    }

    @Test
    void shouldNotGuessBeforeTheFirstSeed() {
        assertThat(line.line(0, 0, 5)).isEqualTo("0 of 1000 seeds, 0/s, ? to go, 0 failed");
    }

    @Test
    void shouldDrawABar() {
        assertThat(line.bar(500, 0, 50)).startsWith("[###############...............] 500 of 1000");
        assertThat(line.bar(1_000, 0, 50)).startsWith("[##############################] ");
    }
}

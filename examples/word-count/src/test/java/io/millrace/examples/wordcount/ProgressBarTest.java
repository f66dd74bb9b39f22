package io.millrace.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressBarTest {

    @Test
    void shouldShowShareBytesAndRate() {
        assertThat(ProgressBar.line(50_000_000, 200_000_000, 1_234_567, 80))
                .isEqualTo("[#######-----------------------]  25 %  50.0 of 200.0 MB  1.23 M words/s");
    }

    @Test
    void shouldNotExceedAFullBarWhenTheTextHasGrown() {
        assertThat(ProgressBar.line(300_000_000, 200_000_000, 0, 80)).startsWith("[" + "#".repeat(30) + "] 100 %");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20, 40, 44, 50, 80, 300})
    void shouldLeaveTheLastColumnFree(int columns) {
        assertThat(ProgressBar.line(50_000_000, 200_000_000, 1_234_567, columns))
                .hasSizeLessThan(columns);
    }
}

package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetRangeTest {

    private final OffsetRange range = new OffsetRange(100, 200);

    @ParameterizedTest
    @CsvSource({"99, false", "100, true", "200, true", "201, false"})
    void shouldHoldThePlaceBehindTheLastRecord(long offset, boolean isHeld) {
        assertThat(range.contains(offset)).isEqualTo(isHeld);
    }

    @ParameterizedTest(name = "offset {0} diverged at {1}: {2}")
    @CsvSource({
        "17, -1, 100",
        "250, -1, 200",
        "250, 180, 180",
        "190, 180, 180",
        "250, 50, 100",
    })
    void shouldGoOnWithoutReadingAgain(long offset, long divergedAt, long next) {
        assertThat(range.nearest(offset, divergedAt)).isEqualTo(next);
    }
}

package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueLimitsTest {

    private final QueueLimits limits = new QueueLimits(100, 1_000, 10_000);

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, false",
        "99, 999, 9999, false",
        "100, 0, 0, true",
        "1, 1000, 1000, true",
        "1, 1, 10000, true",
        "0, 0, 20000, false",
    })
    void shouldLetAPartitionWaitThatHasEnough(int records, long bytes, long totalBytes, boolean isFull) {
        assertThat(limits.isFull(records, bytes, totalBytes)).isEqualTo(isFull);
    }

    @ParameterizedTest
    @CsvSource({
        "50, 500, 5000, true",
        "51, 500, 5000, false",
        "50, 501, 5000, false",
        "50, 500, 5001, false",
        "0, 0, 20000, true",
    })
    void shouldLetItGoOnAtHalf(int records, long bytes, long totalBytes, boolean hasRoom) {
        assertThat(limits.hasRoom(records, bytes, totalBytes)).isEqualTo(hasRoom);
    }
}

package io.millrace.worker.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.time.EventTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatermarkBoundariesTest {

    @ParameterizedTest
    @CsvSource({
        "10, 0, -1, 0", "10, 0, 0, 10", "10, 0, 9, 10", "10, 0, 10, 20",
        "10, 3, 0, 3", "10, 3, 3, 13", "10, -7, 0, 3", "10, 23, 0, 3",
        "10, 0, -15, -10", "7, 5, 100, 103", "1, 0, 41, 42"
    })
    void shouldFindTheNextMultipleOfAPeriod(long period, long phase, long watermark, long next) {
        assertThat(WatermarkBoundaries.periodic(period, phase).after(watermark)).isEqualTo(next);
    }

    @Test
    void shouldTakeTheNearestOfSeveral() {
        WatermarkBoundaries both = WatermarkBoundaries.periodic(10, 0).and(WatermarkBoundaries.periodic(10, 4));
        assertThat(both.after(0)).isEqualTo(4);
        assertThat(both.after(4)).isEqualTo(10);
        assertThat(both.and(WatermarkBoundaries.NONE).after(4)).isEqualTo(10);
        assertThat(both.and(WatermarkBoundaries.EVERY).after(4)).isEqualTo(5);
    }

    @Test
    void shouldStartWithTheFirstPromise() {
        assertThat(WatermarkBoundaries.periodic(10, 0).after(EventTime.NO_WATERMARK))
                .isEqualTo(EventTime.NO_WATERMARK + 1);
        assertThat(WatermarkBoundaries.EVERY.after(EventTime.NO_WATERMARK)).isEqualTo(EventTime.NO_WATERMARK + 1);
    }

    @Test
    void shouldWaitForNothingButTheEnd() {
        assertThat(WatermarkBoundaries.NONE.after(EventTime.NO_WATERMARK)).isEqualTo(EventTime.END);
        assertThat(WatermarkBoundaries.NONE.after(5)).isEqualTo(EventTime.END);
    }
}

package io.millrace.worker.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.time.EventTime;
import io.millrace.window.Window;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignedWindowsTest {

    @ParameterizedTest
    @CsvSource({"10, 0, 7, 0", "10, 0, 10, 10", "10, 3, 2, -7", "10, 3, 3, 3", "10, -2, 7, -2", "10, 25, 7, 5"})
    void shouldFindTheTumblingWindowOfATimestamp(long size, long offset, long timestamp, long start) {
        AlignedWindows windows = AlignedWindows.of(
                WindowSpec.tumbling(millis(size)).offset(millis(offset)).shape());
        assertThat(windows.sliceStart(timestamp)).isEqualTo(start);
        assertThat(windows.lastWindowStart(timestamp)).isEqualTo(start);
        assertThat(windows.firstEndOf(start)).isEqualTo(start + size);
        assertThat(windows.windowEndingAt(start + size)).isEqualTo(new Window(start, start + size));
    }

    @Test
    void shouldFindTheSlidingWindowsOfATimestamp() {
        AlignedWindows windows =
                AlignedWindows.of(WindowSpec.sliding(millis(10), millis(5)).shape());
        assertThat(windows.sliceMillis()).isEqualTo(5);
        assertThat(windows.sliceStart(7)).isEqualTo(5);
        assertThat(windows.lastWindowStart(7)).isEqualTo(5);
        assertThat(windows.firstEndOf(5)).isEqualTo(10);
        assertThat(windows.firstEndAfter(10)).isEqualTo(15);
    }

    @Test
    void shouldCutSlicesThatEveryWindowConsistsOf() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            long size = 1 + random.nextInt(60);
            long slide = 1 + random.nextInt((int) size);
            AlignedWindows windows = AlignedWindows.of(WindowSpec.sliding(millis(size), millis(slide))
                    .offset(millis(random.nextInt(100) - 50))
                    .shape());
            long timestamp = random.nextInt(1000);
            long slice = windows.sliceStart(timestamp);
            assertThat(timestamp).as("seed %d", seed).isBetween(slice, slice + windows.sliceMillis() - 1);
            long last = windows.lastWindowStart(timestamp);
            assertThat(timestamp).as("seed %d", seed).isBetween(last, last + slide - 1);
            assertThat((last - slice) % windows.sliceMillis())
                    .as("seed %d", seed)
                    .isZero();
            assertThat(size % windows.sliceMillis()).as("seed %d", seed).isZero();
            long firstEnd = windows.firstEndOf(slice);
            assertThat(firstEnd).as("seed %d", seed).isGreaterThanOrEqualTo(slice + windows.sliceMillis());
            assertThat(firstEnd - slide).as("seed %d", seed).isLessThan(slice + windows.sliceMillis());
            assertThat((firstEnd - size - last) % slide).as("seed %d", seed).isZero();
        }
    }

    @Test
    void shouldTakeTheGlobalWindowForOneSliceThatEndsWithTheStream() {
        AlignedWindows windows = AlignedWindows.of(WindowSpec.global().shape());
        assertThat(windows.sliceStart(EventTime.MAX_MILLIS)).isZero();
        assertThat(windows.windowEndingAt(windows.firstEndOf(0))).isEqualTo(Window.GLOBAL);
        assertThat(windows.firstEndOf(0)).isGreaterThan(EventTime.MAX_MILLIS + 1);
    }

    @Test
    void shouldRefuseSessions() {
        assertThatThrownBy(() -> AlignedWindows.of(WindowSpec.session(millis(1)).shape()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}

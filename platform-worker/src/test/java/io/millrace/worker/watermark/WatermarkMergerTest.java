package io.millrace.worker.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.time.EventTime;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WatermarkMergerTest {

    private static final long NONE = EventTime.NO_WATERMARK;
    private static final long END = EventTime.END;

    @Test
    void shouldYieldTheMinimumOfAllInputs() {
        WatermarkMerger merger = new WatermarkMerger(3);
        assertThat(merger.merged()).isEqualTo(NONE);
        assertThat(merger.onWatermark(0, 10)).isEqualTo(NONE);
        assertThat(merger.onWatermark(1, 20)).isEqualTo(NONE);
        assertThat(merger.onWatermark(2, 15)).isEqualTo(10);
        assertThat(merger.onWatermark(0, 30)).isEqualTo(15);
        assertThat(merger.onWatermark(0, 40)).isEqualTo(15);
        assertThat(merger.onWatermark(2, 50)).isEqualTo(20);
    }

    @Test
    void shouldNeverGoBack() {
        WatermarkMerger merger = new WatermarkMerger(1);
        assertThat(merger.onWatermark(0, 10)).isEqualTo(10);
        assertThat(merger.onWatermark(0, 5)).isEqualTo(10);
        assertThat(merger.merged()).isEqualTo(10);
    }

    @Test
    void shouldNotWaitForAnIdleInput() {
        WatermarkMerger merger = new WatermarkMerger(2);
        merger.onWatermark(0, 10);
        assertThat(merger.onIdle(1)).isEqualTo(10);
        assertThat(merger.isIdle(1)).isTrue();
        assertThat(merger.isIdle()).isFalse();
        assertThat(merger.onWatermark(0, 20)).isEqualTo(20);
    }

    @Test
    void shouldWaitForAnInputThatIsActiveAgainButNotGoBack() {
        WatermarkMerger merger = new WatermarkMerger(2);
        merger.onWatermark(0, 10);
        merger.onWatermark(1, 5);
        merger.onIdle(1);
        merger.onActive(1);
        assertThat(merger.isIdle(1)).isFalse();
        assertThat(merger.merged()).isEqualTo(10);
        assertThat(merger.onWatermark(0, 20)).isEqualTo(10);
        assertThat(merger.onWatermark(1, 15)).isEqualTo(15);
    }

    @Test
    void shouldTakeAPromiseForActivity() {
        WatermarkMerger merger = new WatermarkMerger(2);
        merger.onIdle(1);
        merger.onWatermark(1, 5);
        assertThat(merger.isIdle(1)).isFalse();
        assertThat(merger.onWatermark(0, 20)).isEqualTo(5);
    }

    /** It does not matter which of them falls silent first. */
    @Test
    void shouldTakeTheGreatestPromiseWhenAllAreIdle() {
        for (int first = 0; first < 2; first++) {
            WatermarkMerger merger = new WatermarkMerger(2);
            merger.onWatermark(0, 10);
            merger.onWatermark(1, 20);
            merger.onIdle(first);
            assertThat(merger.isIdle()).isFalse();
            assertThat(merger.onIdle(1 - first)).isEqualTo(20);
            assertThat(merger.isIdle()).isTrue();
        }
    }

    @Test
    void shouldNotTakeTheEndOfOneForTheEndOfIdleOnes() {
        WatermarkMerger merger = new WatermarkMerger(2);
        merger.onWatermark(1, 20);
        merger.onIdle(1);
        merger.onWatermark(0, END);
        assertThat(merger.onEnd(0)).isEqualTo(20);
        assertThat(merger.isEnded()).isFalse();
        assertThat(merger.isIdle()).isTrue();
    }

    @Test
    void shouldEndWhenAllHaveEnded() {
        WatermarkMerger merger = new WatermarkMerger(2);
        merger.onWatermark(0, END);
        merger.onEnd(0);
        assertThat(merger.isEnded()).isFalse();
        merger.onWatermark(1, END);
        assertThat(merger.onEnd(1)).isEqualTo(END);
        assertThat(merger.isEnded()).isTrue();
        assertThat(merger.isIdle()).isFalse();
    }

    /** An input that was stopped has ended without the last promise, and holds back what is not complete. */
    @Test
    void shouldKeepTheLastPromiseOfAnInputThatWasStopped() {
        WatermarkMerger merger = new WatermarkMerger(2);
        merger.onWatermark(0, 10);
        merger.onEnd(0);
        merger.onWatermark(1, END);
        assertThat(merger.onEnd(1)).isEqualTo(10);
        assertThat(merger.isEnded()).isTrue();
    }

    @Test
    void shouldBeEndedWithoutInputs() {
        WatermarkMerger merger = new WatermarkMerger(0);
        assertThat(merger.isEnded()).isTrue();
        assertThat(merger.isIdle()).isFalse();
    }

    @Test
    void shouldAgreeWithAPlainMinimum() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int inputs = 1 + random.nextInt(5);
            WatermarkMerger merger = new WatermarkMerger(inputs);
            long[] promises = new long[inputs];
            Arrays.fill(promises, NONE);
            for (int i = 0; i < 200; i++) {
                int input = random.nextInt(inputs);
                long promise = i + random.nextInt(20);
                promises[input] = Math.max(promises[input], promise);
                long expected = Arrays.stream(promises).min().orElseThrow();
                assertThat(merger.onWatermark(input, promise))
                        .as("seed %d", seed)
                        .isEqualTo(expected);
            }
        }
    }
}

package io.millrace.worker.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HistogramTest {

    private static final long HOUR_MICROS = 3_600_000_000L;

    private final HistogramRecorder recorder = new HistogramRecorder(HOUR_MICROS);

    @Test
    void shouldGiveEachNumberABucketThatHoldsIt() {
        int last = -1;
        for (long value = 0; value <= Buckets.MAX_VALUE; value += 1 + value / 300) {
            int bucket = Buckets.of(value);
            assertThat(bucket).isBetween(Math.max(0, last), last + 1);
            assertThat(value).isBetween(Buckets.least(bucket), Buckets.greatest(bucket));
            assertThat((double) Buckets.middle(bucket)).isCloseTo(value, within(value * 0.01));
            last = bucket;
        }
        assertThat(Buckets.of(Buckets.MAX_VALUE)).isEqualTo(Buckets.COUNT - 1);
        assertThat(Buckets.greatest(Buckets.COUNT - 1)).isEqualTo(Buckets.MAX_VALUE);
    }

    @Test
    void shouldTellQuantilesWithinOnePercent() {
        long[] values = new Random(3)
                .longs(10_000, 0, HOUR_MICROS)
                .map(v -> v >>> (v % 30))
                .toArray();
        for (long value : values) {
            recorder.record(value, 1);
        }
        Histogram histogram = recorder.take();
        Arrays.sort(values);
        assertThat(histogram.count()).isEqualTo(values.length);
        for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 0.999}) {
            long exact = values[(int) Math.ceil(share * values.length) - 1];
            assertThat((double) histogram.quantile(share)).isCloseTo(exact, within(exact * 0.01));
        }
        long max = values[values.length - 1];
        assertThat(histogram.max()).isBetween(max, max + max / 50);
    }

    @Test
    void shouldHandOutEachIntervalOnce() {
        recorder.record(5, 3);
        recorder.record(5_000, 1);
        assertThat(recorder.take()).isEqualTo(Histogram.of(new int[] {5, Buckets.of(5_000)}, new long[] {3, 1}));
        assertThat(recorder.take()).isSameAs(Histogram.EMPTY);
        recorder.record(5, 2);
        assertThat(recorder.take()).isEqualTo(Histogram.of(new int[] {5}, new long[] {2}));
    }

    @Test
    void shouldCountOnWhenACountGoesRound() {
        recorder.record(1, Integer.MAX_VALUE);
        assertThat(recorder.take().count()).isEqualTo(Integer.MAX_VALUE);
        recorder.record(1, Integer.MAX_VALUE);
        recorder.record(1, 100);
        assertThat(recorder.take().count()).isEqualTo(Integer.MAX_VALUE + 100L);
    }

    @Test
    void shouldBringWhatIsOutOfRangeToItsBounds() {
        recorder.record(-7, 1);
        recorder.record(Long.MIN_VALUE, 1);
        recorder.record(Long.MAX_VALUE, 1);
        assertThat(recorder.take()).isEqualTo(Histogram.of(new int[] {0, Buckets.of(HOUR_MICROS)}, new long[] {2, 1}));
        assertThatThrownBy(() -> new HistogramRecorder(Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldAddWhatBothHold() {
        Histogram one = Histogram.of(new int[] {1, 7, 200}, new long[] {1, 2, 3});
        Histogram other = Histogram.of(new int[] {7, 8}, new long[] {10, 20});
        Histogram sum = Histogram.of(new int[] {1, 7, 8, 200}, new long[] {1, 12, 20, 3});
        assertThat(one.plus(other)).isEqualTo(sum);
        assertThat(other.plus(one)).isEqualTo(sum);
        assertThat(one.plus(Histogram.EMPTY)).isSameAs(one);
        assertThat(Histogram.EMPTY.plus(one)).isSameAs(one);
        assertThat(sum.count()).isEqualTo(36);
        assertThat(Histogram.EMPTY.quantile(0.5)).isZero();
    }

    @Test
    void shouldRefuseWhatCannotHaveBeenOne() {
        assertThatThrownBy(() -> Histogram.of(new int[] {1}, new long[0])).hasMessageContaining("damaged");
        assertThatThrownBy(() -> Histogram.of(new int[] {2, 2}, new long[] {1, 1}))
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> Histogram.of(new int[] {-1}, new long[] {1})).hasMessageContaining("damaged");
        assertThatThrownBy(() -> Histogram.of(new int[] {Buckets.COUNT}, new long[] {1}))
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> Histogram.of(new int[] {1}, new long[] {0})).hasMessageContaining("damaged");
    }

    @Test
    @Timeout(30)
    void shouldLoseNothingWhileItIsRead() {
        int records = 300_000;
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < records; i++) {
                recorder.record((long) i << (i % 12), 1);
            }
        });
        Histogram all = Histogram.EMPTY;
        while (!writer.isDone()) {
            all = all.plus(recorder.take());
        }
        writer.join();
        assertThat(all.plus(recorder.take()).count()).isEqualTo(records);
    }
}

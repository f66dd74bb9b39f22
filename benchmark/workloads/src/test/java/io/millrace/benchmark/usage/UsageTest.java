package io.millrace.benchmark.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UsageTest {

    @Test
    void shouldTakeTheMedianOfEachPart() {
        Usage median = Usage.median(List.of(new Usage(3, 10, 100), new Usage(1, 30, 300), new Usage(2, 20, 200)));

        assertThat(median).isEqualTo(new Usage(2, 20, 200));
    }

    @Test
    void shouldTakeTheMiddleOfTwo() {
        Usage median = Usage.median(List.of(new Usage(1, 1, 1), new Usage(2, 4, 6)));

        assertThat(median).isEqualTo(new Usage(1.5, 2.5, 3.5));
    }

    @Test
    void shouldMeasureTimeProcessorAndHeap() {
        UsageMeter meter = new UsageMeter();
        meter.start();
        byte[] garbage = new byte[1 << 20];
        Usage usage = meter.stop();

        assertThat(garbage).isNotEmpty();
        assertThat(usage.seconds()).isPositive();
        assertThat(usage.cpuSeconds()).isNotNegative();
        assertThat(usage.peakHeapMiB()).isGreaterThan(1);
    }
}

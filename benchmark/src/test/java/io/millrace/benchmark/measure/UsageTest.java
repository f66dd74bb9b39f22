package io.millrace.benchmark.measure;

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

    @Test
    void shouldPutRatesAndRatiosIntoResultAndSummary() {
        Workload workload = new Workload("work", 4_000_000);
        Result fast = Result.of("fast", 2, workload, new Usage(2, 4, 64));
        Result slow = Result.of("slow", 1, workload, new Usage(4, 2, 32));

        assertThat(fast.eventsPerSecond()).isEqualTo(2_000_000);
        assertThat(fast.cpuSecondsPerMillion()).isEqualTo(1.0);
        assertThat(Summary.row(fast, slow))
                .isEqualTo("| work | parallelism 2 | fast / slow | CPU per event 2.00 | events per second 2.00 |");
    }
}

package io.millrace.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.usage.Usage;
import org.junit.jupiter.api.Test;

class ResultTest {

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

package io.millrace.benchmark.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.benchmark.protocol.RunReport;
import io.millrace.benchmark.workload.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunsTest {

    @Test
    void shouldTakeTheMedianOfEachPart() {
        Runs runs = new Runs("jet", List.of(report(3, 1, 30, 70), report(1, 2, 10, 90), report(2, 3, 20, 80)));

        assertThat(runs.seconds()).isEqualTo(2);
        assertThat(runs.eventsPerSecond()).isEqualTo(2_000_000);
        assertThat(runs.cpuSecondsPerMillion()).isEqualTo(0.5);
        assertThat(runs.peakHeapMiB()).isEqualTo(20);
        assertThat(runs.peakRssMiB()).isEqualTo(90);
    }

    @Test
    void shouldSpreadFromTheFastestToTheSlowest() {
        assertThat(new Runs("jet", List.of(report(2.2, 1, 1, 1), report(1.8, 1, 1, 1), report(2, 1, 1, 1))).spread())
                .isCloseTo(0.2, within(1e-9));
        assertThat(new Runs("jet", List.of(report(2, 1, 1, 1))).spread()).isZero();
    }

    @Test
    void shouldTakeTheMiddleOfAnEvenNumber() {
        assertThat(new Runs("jet", List.of(report(1, 1, 1, 1), report(4, 1, 1, 1))).seconds())
                .isEqualTo(2.5);
    }

    static RunReport report(double seconds, double cpuSeconds, double heapMiB, double rssMiB) {
        return new RunReport(
                "jet", "pass", 2, 4_000_000, seconds, cpuSeconds, heapMiB, rssMiB, "17.0.15", new Tally(1, 2, 3));
    }
}

package io.millrace.benchmark.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PhaseResultTest {

    @Test
    void shouldTakeMediansOfRoundsAndTheWorstOfErrors() {
        PhaseResult result = PhaseResult.of(
                Phase.LOADED,
                2,
                List.of(
                        run(900, load(1_000, 5_000, 58, 0)),
                        run(1_000, load(3_000, 9_000, 60, 2)),
                        run(1_200, load(2_000, 7_000, 59, 1))));

        assertThat(result.phase()).isEqualTo("loaded");
        assertThat(result.tasks()).isEqualTo(2);
        assertThat(result.recordsPerSecond()).isEqualTo(1_000);
        assertThat(result.p99Millis()).isEqualTo(2);
        assertThat(result.maxMillis()).isEqualTo(9);
        assertThat(result.fewestEvents()).isEqualTo(58);
        assertThat(result.errors()).isEqualTo(3);
        assertThat(result.requestsPerSecond()).isEqualTo(100);
        assertThat(result.consoleCpuSeconds()).isEqualTo(1.5);
    }

    @Test
    void shouldSayNothingOfALoadThatThereWasNot() {
        PhaseResult alone = PhaseResult.of(Phase.ALONE, 1, List.of(run(1_000, null)));

        assertThat(alone.requestsPerSecond()).isZero();
        assertThat(alone.errors()).isZero();
        assertThat(alone.row(alone)).startsWith("| 1 | alone | 1,000 | 1.000 |");
    }

    @Test
    void shouldLeaveOutWhatTheSystemDoesNotTell() {
        PhaseRun run = new PhaseRun(10, 1_000, new ProcessTimes(4, Double.NaN, Double.NaN), 0, 0, null);

        PhaseResult result = PhaseResult.of(Phase.ALONE, 1, List.of(run));

        assertThat(result.taskCpuSeconds()).isNull();
        assertThat(result.consoleCpuSeconds()).isNull();
        assertThat(result.applicationCpuSeconds()).isEqualTo(4);
    }

    private static PhaseRun run(double recordsPerSecond, @Nullable LoadResult load) {
        return new PhaseRun(10, recordsPerSecond, new ProcessTimes(8, 6, 1.5), 2, 1, load);
    }

    private static LoadResult load(long p99Micros, long maxMicros, long fewestEvents, long silences) {
        return new LoadResult(
                1_000, 1_000, 1_000, 0, 500, p99Micros, maxMicros, 0, 0, 0, silences, fewestEvents, 12_000, "");
    }
}

package io.millrace.benchmark.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.millrace.benchmark.workload.PassStrings;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterFiguresTest {

    private static final JobSpec TOGETHER =
            new JobSpec(JobSpec.Kind.SHUFFLE, 2, 1, true, false, 0, JobSpec.DEFAULT_WINDOW);
    private static final JobSpec APART =
            new JobSpec(JobSpec.Kind.SHUFFLE, 1, 1, false, false, 0, JobSpec.DEFAULT_WINDOW);

    @Test
    void shouldHaveEachKeyAtHomeInOneExecutor() {
        PassStrings strings = new PassStrings();
        int[] atHome = IntStream.range(0, 2)
                .map(self -> (int) IntStream.range(0, PassStrings.COUNT)
                        .filter(i -> spec(self, TOGETHER).isLocal(strings.get(i)))
                        .count())
                .toArray();

        assertThat(atHome[0] + atHome[1]).isEqualTo(PassStrings.COUNT);
        assertThat(atHome[0]).isBetween(PassStrings.COUNT / 3, 2 * PassStrings.COUNT / 3);
    }

    @Test
    void shouldHaveNoKeyAtHomeWhereStagesAreApart() {
        String key = new PassStrings().get(0);

        assertThat(spec(0, APART).isLocal(key)).isFalse();
        assertThat(spec(1, APART).isLocal(key)).isTrue();
    }

    @Test
    void shouldDivideWhatHappenedByRecords() {
        Counts before = new Counts(new ProcessorTime(1_000, 100, 10), 5, 50, 5, 4, 3, 2);
        Counts after = before.plus(new Counts(
                new ProcessorTime(2_000_000_000, 1_000_000_000, 500_000_000),
                1_000_000,
                50_000_000,
                5_000,
                4_000,
                3_000,
                2_000));

        SpreadFigures figures = SpreadFigures.of(after.since(before), 4_000_000_000L, 0.5);

        assertThat(figures).isEqualTo(new SpreadFigures(250_000, 2, 0.5, 0.25, 50, 1_250, 100, 0.004, 0.003, 0.002));
    }

    @Test
    void shouldRefuseLatenciesOfWhichSomeAreMissing() {
        Latencies complete = new Latencies(1_000, 999, 1_000, 2_000, 3_000, 4_000, 10, 20, 30);
        Latencies other = new Latencies(0, 0, 0, 0, 0, 0, 20, 10, 10);

        HopResult result = HopResult.of(List.of(complete, other));

        assertThat(result.p999Millis()).isEqualTo(3);
        assertThat(result.hiccupP99Millis()).isEqualTo(0.02);
        assertThat(result.hiccupMaxMillis()).isEqualTo(0.03);
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        HopResult.of(List.of(new Latencies(1_000, 998, 1_000, 2_000, 3_000, 4_000, 10, 20, 30), other)))
                .withMessageContaining("expected=1000, found=998");
    }

    private static ExecutorSpec spec(int self, JobSpec job) {
        return new ExecutorSpec(self, List.of("a:1", "b:1"), "", job);
    }
}

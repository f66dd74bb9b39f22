package io.millrace.benchmark.compare;

import static io.millrace.benchmark.compare.RunsTest.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.measure.Rounds;
import io.millrace.benchmark.workload.WorkloadKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonPageTest {

    private static final Runs MILLRACE = new Runs("millrace", List.of(report(0.5, 0.8, 40, 130.4)));
    private static final Runs IDEAL = new Runs("ideal", List.of(report(0.025, 0.04, 20, 60)));
    private static final Runs JET = new Runs("jet", List.of(report(4, 7.5, 100, 0), report(5, 8.5, 120, 0)));

    @Test
    void shouldShowRatiosToMillraceAndToTheIdeal() {
        assertThat(ComparisonTable.lines(comparison(MILLRACE, IDEAL, JET)))
                .containsExactly(
                        "| engine | M events/s | spread | × millrace | × ideal | CPU s per M events | peak heap, MiB"
                                + " | peak RSS, MiB |",
                        "|---|---:|---:|---:|---:|---:|---:|---:|",
                        "| millrace | 8.00 | 0 % | 1.00 | 0.0500 | 0.200 | 40 | 130 |",
                        "| ideal | 160 | 0 % | 20.0 | 1.00 | 0.0100 | 20 | 60 |",
                        "| jet | 0.889 | 22 % | 0.111 | 0.0056 | 2.00 | 110 | – |");
    }

    @Test
    void shouldShowNoRatioToAnEngineThatDidNotTakePart() {
        assertThat(ComparisonTable.lines(comparison(MILLRACE)))
                .last()
                .isEqualTo("| millrace | 8.00 | 0 % | 1.00 | – | 0.200 | 40 | 130 |");
    }

    @Test
    void shouldSayWhatMustBeKnownToJudgeAPage() {
        CompareSettings settings =
                new CompareSettings(List.of(WorkloadKind.PASS), List.of(), List.of(), 2, null, new Rounds(2, 5));
        Machine machine = new Machine("Some CPU", 2, "Linux 6.1");
        ComparisonPage page = new ComparisonPage(machine, Instant.parse("2026-11-27T08:09:10Z"), "0.10");
        page.add(comparison(MILLRACE), new JvmSettings(Path.of("/jdk"), "2g", "Parallel"), settings, "1.90");

        assertThat(page.text())
                .contains(
                        "- Begun: 2026-11-27 08:09 UTC",
                        "- Machine: Some CPU, 2 cores, Linux 6.1",
                        "- Load before: 0.10",
                        "## pass, JDK 17.0.15",
                        "Parallelism 2, 4,000,000 events, medians of 5 runs after 2 to warm up;"
                                + " `-Xms2g -Xmx2g -XX:+UseParallelGC`; load after: 1.90.")
                .endsWith("| millrace | 8.00 | 0 % | 1.00 | – | 0.200 | 40 | 130 |\n");
    }

    private static Comparison comparison(Runs... engines) {
        return new Comparison(WorkloadKind.PASS, 2, List.of(engines));
    }
}

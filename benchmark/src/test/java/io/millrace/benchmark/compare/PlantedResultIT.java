package io.millrace.benchmark.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.benchmark.measure.ResultsDifferException;
import io.millrace.benchmark.measure.Rounds;
import io.millrace.benchmark.workload.WorkloadKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Puts an engine beside Millrace that counts wrong, or does not live. */
class PlantedResultIT {

    private static final JvmSettings JVM = new JvmSettings(Path.of(System.getProperty("java.home")), "64m", "Serial");

    @Test
    void shouldFailAndNameBothWhenResultsDiffer() {
        assertThatThrownBy(() -> compare(10_000, WrongEngine.class.getName()))
                .isInstanceOf(ResultsDifferException.class)
                .hasMessageContaining("workload=pass, events=10000, millrace=Tally[results=10000,")
                .hasMessageContaining("wrong=Tally[results=9999,");
    }

    @Test
    void shouldAgreeWithTheSameEngineWhenItLosesNothing() throws Exception {
        Comparison comparison = compare(10_001, WrongEngine.class.getName());

        assertThat(comparison.engines()).extracting(Runs::engine).containsExactly("millrace", "wrong");
        assertThat(comparison.engines())
                .allSatisfy(runs -> assertThat(runs.reports()).hasSize(2));
    }

    @Test
    void shouldNameTheEngineThatHasEnded() {
        assertThatThrownBy(() -> compare(10_000, "no.such.Engine"))
                .isInstanceOf(IOException.class)
                .hasMessage("Process has ended: process=wrong; see what it has said above");
    }

    private static Comparison compare(long events, String mainClass) throws IOException {
        EngineSpec millrace = EngineCatalog.find("millrace");
        EngineSpec wrong = new EngineSpec("wrong", mainClass, millrace.classPath(), List.of());
        Rounds rounds = new Rounds(0, 2);
        CompareSettings settings = new CompareSettings(
                List.of(WorkloadKind.PASS), List.of(millrace, wrong), List.of(JVM), 2, events, rounds);
        try (EngineRounds processes = EngineRounds.start(WorkloadKind.PASS, settings, JVM, line -> {})) {
            return processes.run(rounds);
        }
    }
}

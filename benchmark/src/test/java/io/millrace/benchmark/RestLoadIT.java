package io.millrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.cli.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The load on REST in short: that nothing fails and everybody hears something, however long it takes. */
@Timeout(300)
class RestLoadIT {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final StringWriter results = new StringWriter();
    private final StringWriter progress = new StringWriter();

    @Test
    void shouldAnswerEachRequestAndTellEachListenerWhileATopologyIsBusy() {
        Console console = new Console(new PrintWriter(results), new PrintWriter(progress));
        int exitCode = BenchmarkCommand.commandLine(console)
                .execute(
                        "rest",
                        "--rate",
                        "200",
                        "--listeners",
                        "20",
                        "--conditional",
                        "50",
                        "--tasks",
                        "1",
                        "--seconds",
                        "4",
                        "--warmup-seconds",
                        "4",
                        "--runs",
                        "1");
        console.results().flush();

        assertThat(exitCode).as(progress.toString()).isZero();
        List<JsonNode> lines = results.toString().lines().map(MAPPER::readTree).toList();
        assertThat(lines).extracting(line -> line.get("phase").asString()).containsExactly("alone", "loaded", "bare");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.get("recordsPerSecond").asLong()).isPositive();
            assertThat(line.get("errors").asLong()).isZero();
        });
        assertThat(lines.subList(1, 3)).allSatisfy(line -> {
            assertThat(line.get("requestsPerSecond").asDouble()).isPositive();
            assertThat(line.get("fewestEvents").asLong()).isPositive();
        });
        assertThat(progress.toString()).contains("| 1 | loaded |");
    }
}

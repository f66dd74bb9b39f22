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

/** The benchmarks that start executors in processes of their own: that they come to an end and to figures. */
@Timeout(180)
class ExecutorShuffleIT {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final StringWriter results = new StringWriter();
    private final StringWriter progress = new StringWriter();

    @Test
    void shouldMeasureWhatARecordCostsAmongExecutors() {
        List<JsonNode> lines = lines("--executors", "1,3", "--seconds", "0.5", "--runs", "2", "--warmup", "1");

        assertThat(lines).extracting(line -> line.get("executors").asInt()).containsExactly(1, 3);
        assertThat(lines).extracting(line -> line.get("parallelism").asInt()).containsExactly(1, 3);
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line.get("eventsPerSecond").asDouble()).isPositive());
        assertThat(lines.get(0).get("crossing").asDouble()).isZero();
        assertThat(lines.get(0).get("bytesPerEvent").asDouble()).isZero();
        assertThat(lines.get(1).get("crossing").asDouble()).isBetween(0.6, 0.7);
        assertThat(lines.get(1).get("bytesPerEvent").asDouble()).isBetween(50.0, 100.0);
        assertThat(progress.toString()).contains("| 1 | 1 | 0.00 |", "| 3 | 3 | 0.67 |");
    }

    @Test
    void shouldKeepToARateAndToKeysOfOtherExecutors() {
        List<JsonNode> lines = lines(
                "--executors",
                "2",
                "--parallelism",
                "4",
                "--rate",
                "2_000",
                "--remote-only",
                "--seconds",
                "1",
                "--runs",
                "1",
                "--warmup",
                "1");

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).get("parallelism").asInt()).isEqualTo(4);
        assertThat(lines.get(0).get("crossing").asDouble()).isEqualTo(1);
        // As fast as it goes would be hundreds of times as many.
        assertThat(lines.get(0).get("eventsPerSecond").asDouble()).isPositive().isLessThan(20_000);
        assertThat(lines.get(0).get("bytesPerEvent").asDouble()).isGreaterThan(100);
    }

    @Test
    void shouldTimeRecordsThroughStagesInTwoExecutors() {
        List<JsonNode> lines = lines("--latency", "--seconds", "1", "--warmup", "1");

        assertThat(lines).hasSize(1);
        JsonNode line = lines.get(0);
        assertThat(line.get("results").asLong()).isBetween(900L, 20_000L);
        assertThat(line.get("p50Millis").asDouble())
                .isBetween(0.001, line.get("p99Millis").asDouble());
        assertThat(line.get("p999Millis").asDouble())
                .isBetween(
                        line.get("p99Millis").asDouble(), line.get("maxMillis").asDouble());
        assertThat(line.get("hiccupMaxMillis").asDouble()).isPositive();
    }

    private List<JsonNode> lines(String... arguments) {
        Console console = new Console(new PrintWriter(results), new PrintWriter(progress));
        String[] all = new String[arguments.length + 1];
        all[0] = "shuffle";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        int exitCode = BenchmarkCommand.commandLine(console).execute(all);
        console.results().flush();
        assertThat(exitCode).as(progress.toString()).isZero();
        return results.toString().lines().map(MAPPER::readTree).toList();
    }
}

package io.millrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.cli.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the comparison with the real engines on little work: all of them must come to the same results. */
class EnginesAgreeIT {

    private static final String EVENTS = "50_000";

    private final StringWriter results = new StringWriter();
    private final StringWriter progress = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldCompareAllEnginesInAllWorkloads() throws Exception {
        Path page = folder.resolve("page.md");

        assertThat(compare("--markdown", page.toString()))
                .containsExactlyElementsOf(expected(
                        List.of("pass", "pass-fused", "word-count", "firms"),
                        List.of("millrace", "ideal", "jet", "flink")));
        assertThat(Files.readString(page)).contains("## pass, JDK", "## firms, JDK", "| flink |", "| jet |");
    }

    @Test
    void shouldCompareAllEnginesButTheIdealInNexmark() throws Exception {
        List<String> queries = Stream.of(0, 1, 2, 3, 4, 5, 7, 8, 11)
                .map(query -> "nexmark-q" + query)
                .toList();

        assertThat(compare("nexmark"))
                .containsExactlyElementsOf(expected(queries, List.of("millrace", "jet", "flink")));
        assertThat(progress.toString()).contains("nexmark-q0 without ideal: there is none for Nexmark");
    }

    private List<String> compare(String... arguments) {
        Console console = new Console(new PrintWriter(results), new PrintWriter(progress));
        List<String> command = new ArrayList<>(List.of("compare", "--events", EVENTS));
        command.addAll(List.of("--runs", "1", "--warmup", "0", "--heap", "512m"));
        command.addAll(List.of(arguments));
        int exitCode = BenchmarkCommand.commandLine(console).execute(command.toArray(String[]::new));
        console.results().flush();

        assertThat(exitCode).as(progress.toString()).isZero();
        List<String> seen = new ArrayList<>();
        for (String line : results.toString().lines().toList()) {
            JsonNode result = JsonMapper.builder().build().readTree(line);
            seen.add(result.get("workload").asString() + " "
                    + result.get("engine").asString());
            assertThat(result.get("parallelism").asInt()).isEqualTo(2);
            assertThat(result.get("events").asLong()).isBetween(50_000L, 50_020L);
            assertThat(result.get("runs").asInt()).isEqualTo(1);
            assertThat(result.get("seconds").asDouble()).isPositive();
            assertThat(result.get("peakHeapMiB").asDouble()).isPositive();
        }
        return seen;
    }

    private static List<String> expected(List<String> workloads, List<String> engines) {
        List<String> expected = new ArrayList<>();
        for (String workload : workloads) {
            for (String engine : engines) {
                expected.add(workload + " " + engine);
            }
        }
        return expected;
    }
}

package io.millrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.cli.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchmarkCommandTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final StringWriter results = new StringWriter();
    private final StringWriter progress = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            word-count --events 0           | '--events': out of range: value=0; use 1 to
            word-count --events many        | '--events': not a whole number: value=many; use 1 to
            pass --parallelism 0            | '--parallelism': out of range: value=0; use 1 to 1024
            pass-fused --parallelism 2000   | '--parallelism': out of range: value=2000; use 1 to 1024
            word-count --runs 0             | '--runs': out of range: value=0; use 1 to
            word-count --warmup -1          | '--warmup': out of range: value=-1; use 0 to
            idle --seconds 0                | '--seconds': out of range: value=0; use more than 0 and at most 86400
            slow-sink --minutes soon        | '--minutes': not a number: value=soon; use one such as 30 or 0.5
            rare-key --seconds -3           | '--seconds': out of range: value=-3
            allocation --seconds 1e9        | '--seconds': out of range: value=1e9
            word-count --evnts 5            | --evnts
            simulate --threads 0            | '--threads': out of range: value=0; use 1 to 1024
            simulate --from -1              | '--from': out of range: value=-1; use 0 to
            shuffle --executors 1,0         | '--executors' (N): out of range: value=0; use 1 to 1024
            shuffle --rate 0                | '--rate': out of range: value=0; use 1 to
            state --keys 0                  | '--keys': out of range: value=0; use 1 to
            rest --rate 0                   | '--rate': out of range: value=0; use 1 to
            rest --listeners 257            | '--listeners': out of range: value=257; use 0 to 256
            rest --conditional 101          | '--conditional': out of range: value=101; use 0 to 100
            rest --tasks 1,0                | '--tasks' (N): out of range: value=0; use 1 to 1024
            rest --connections 0            | '--connections': out of range: value=0; use 1 to 1024
            compare --engines jet,storm     | unknown engine: value=storm; use some of millrace, ideal, jet, flink
            compare --engines ,             | no engine: value=[]; use some of millrace, ideal, jet, flink
            compare passs                   | unknown workload: value=passs; use some of pass, pass-fused, word-count
            compare nexmark-q6              | use some of pass, pass-fused, word-count, firms, nexmark-q0
            compare nexmark --engines ideal | no engine for Nexmark: value=[ideal]; name another
            compare --jdk /nowhere          | no JDK: value=/nowhere; name a folder that holds bin/java, such as
            compare --heap 3                | not a size of a heap: value=3; use one such as 2g or 512m
            compare --collector CMS         | unknown collector: value=CMS; use one of Parallel, G1, Serial, Z
            compare --markdown .            | not a file: value=.; name the file to write
            compare --markdown no/where.md  | no folder to write to: value=no/where.md, folder=
            compare --events 0              | '--events': out of range: value=0; use 1 to
            state --interval soon           | not a length of time: value=soon; use none, or one such as 10s
            """)
    void shouldRefuseAnOptionThatMakesNoSense(String arguments, String message) {
        int exitCode = execute(arguments.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(progress.toString()).contains(message).contains("--help");
        assertThat(results.toString()).isEmpty();
    }

    @Test
    void shouldNameTheWorkloadsWhenOneIsUnknown() {
        assertThat(execute("wordcount")).isEqualTo(2);
        assertThat(progress.toString())
                .isEqualToIgnoringNewLines(
                        "Unknown workload: workload=wordcount; use one of word-count, pass, pass-fused,"
                                + " shuffle, rare-key, idle, slow-sink, allocation, state, kafka, rest, compare, simulate, jmh");
    }

    @Test
    void shouldListTheWorkloadsWithoutArguments() {
        assertThat(execute()).isZero();
        assertThat(results.toString()).contains("word-count", "pass-fused", "allocation", "bench jmh");
    }

    @ParameterizedTest
    @CsvSource({
        "word-count, 1, ideal",
        "word-count, 2, ideal",
        "pass, 1, ring",
        "pass, 2, ring",
        "pass-fused, 1, ideal",
    })
    void shouldPrintOneLineForEachEngine(String workload, int parallelism, String reference) {
        int exitCode = execute(
                workload, "--events", "20_000", "--runs", "2", "--warmup", "1", "--parallelism", "" + parallelism);

        assertThat(exitCode).as(progress.toString()).isZero();
        List<JsonNode> lines = lines();
        assertThat(lines).extracting(line -> line.get("engine").asString()).containsExactly("millrace", reference);
        assertThat(lines).extracting(line -> line.get("parallelism").asInt()).containsExactly(parallelism, 1);
        for (JsonNode line : lines) {
            assertThat(line.propertyNames())
                    .containsExactly(
                            "engine",
                            "workload",
                            "parallelism",
                            "events",
                            "seconds",
                            "eventsPerSecond",
                            "cpuSecondsPerMillion",
                            "peakHeapMiB",
                            "jdk");
            assertThat(line.get("workload").asString()).isEqualTo(workload);
            assertThat(line.get("events").isIntegralNumber()).isTrue();
            assertThat(line.get("events").asLong()).isBetween(20_000L, 20_020L);
            assertThat(line.get("seconds").asDouble()).isPositive();
            assertThat(line.get("eventsPerSecond").isIntegralNumber()).isTrue();
            assertThat(line.get("eventsPerSecond").asLong()).isPositive();
            assertThat(line.get("cpuSecondsPerMillion").asDouble()).isNotNegative();
            assertThat(line.get("peakHeapMiB").asDouble()).isPositive();
            assertThat(line.get("jdk").asString()).isEqualTo(Runtime.version().toString());
        }
        assertThat(progress.toString()).contains("| " + workload + " | parallelism " + parallelism + " | millrace / ");
    }

    @Test
    void shouldMeasureAShuffleBesideWhatItCannotGoBelow() {
        assertThat(execute("shuffle", "--events", "20_000", "--runs", "2", "--warmup", "1"))
                .as(progress.toString())
                .isZero();

        List<JsonNode> lines = lines();
        assertThat(lines)
                .extracting(line -> line.get("engine").asString())
                .containsExactly("millrace", "kryo", "netty", "millrace-1-jvm", "millrace-2-jvms");
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.get("events").asLong()).isEqualTo(20_000))
                .allSatisfy(line -> assertThat(line.get("seconds").asDouble()).isPositive());
    }

    @Test
    void shouldMeasureABlockedChannelBesideOthers() {
        assertThat(execute("shuffle", "--blocked", "--channels", "3", "--seconds", "1", "--runs", "1"))
                .as(progress.toString())
                .isZero();

        JsonNode line = onlyLine();
        assertThat(line.get("channels").asInt()).isEqualTo(3);
        assertThat(line.get("eventsPerSecondBeside").asDouble()).isPositive();
        assertThat(line.get("blockedRecords").asLong()).isPositive();
    }

    @Test
    void shouldTimeEveryWindowOfTheRareKey() {
        assertThat(execute("rare-key", "--seconds", "1", "--warmup-seconds", "0.2"))
                .as(progress.toString())
                .isZero();

        JsonNode line = onlyLine();
        assertThat(line.get("workload").asString()).isEqualTo("rare-key");
        assertThat(line.get("events").asLong()).isEqualTo(130_000);
        assertThat(line.get("results").asLong()).isEqualTo(10);
        assertThat(line.get("p50Millis").asDouble())
                .isBetween(0.0, line.get("p99Millis").asDouble());
        assertThat(line.get("p99Millis").asDouble())
                .isLessThanOrEqualTo(line.get("maxMillis").asDouble());
    }

    @Test
    void shouldReportWhatAnIdleTopologyTakes() {
        assertThat(execute("idle", "--seconds", "0.2")).as(progress.toString()).isZero();

        JsonNode line = onlyLine();
        assertThat(line.get("engine").asString()).isEqualTo("millrace");
        assertThat(line.get("seconds").asDouble()).isPositive();
        assertThat(line.get("cpuPercent").asDouble()).isNotNegative();
    }

    @Test
    void shouldSampleTheHeapBehindASlowSink() {
        assertThat(execute("slow-sink", "--minutes", "0.005"))
                .as(progress.toString())
                .isZero();

        JsonNode line = onlyLine();
        assertThat(line.get("usedHeapMiB").asDouble())
                .isPositive()
                .isLessThan(line.get("maxHeapMiB").asDouble());
        assertThat(line.get("recordsWritten").asLong()).isPositive();
    }

    @Test
    void shouldReportWhatTheEngineAllocates() {
        assertThat(execute("allocation", "--seconds", "0.2", "--warmup-seconds", "0.2"))
                .as(progress.toString())
                .isZero();

        JsonNode line = onlyLine();
        assertThat(line.get("events").asLong()).isPositive();
        assertThat(line.get("bytesPerEvent").asDouble()).isNotNegative();
    }

    @Test
    void shouldMeasureStateWithCheckpointsAndWithout() {
        assertThat(execute(
                        "state",
                        "--keys",
                        "2_000",
                        "--interval",
                        "none,50ms",
                        "--seconds",
                        "0.5",
                        "--settling-seconds",
                        "0.1",
                        "--runs",
                        "1",
                        "--warmup",
                        "0"))
                .as(progress.toString())
                .isZero();

        List<JsonNode> lines = lines();
        assertThat(lines).extracting(line -> line.get("interval").asString()).containsExactly("none", "50ms");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.get("keys").asLong()).isEqualTo(2_000);
            assertThat(line.get("updatesPerSecond").asDouble()).isPositive();
            assertThat(line.get("failedCheckpoints").asLong()).isZero();
        });
        assertThat(lines.get(0).get("checkpoints").asLong()).isZero();
        assertThat(lines.get(1).get("checkpoints").asLong()).isPositive();
        assertThat(lines.get(1).get("snapshotMiB").asDouble()).isGreaterThan(0.2);
        assertThat(lines.get(1).get("restoreMillis").asDouble()).isPositive();
        assertThat(progress.toString()).contains("| none |", "| 50ms |");
    }

    private int execute(String... arguments) {
        Console console = new Console(new PrintWriter(results), new PrintWriter(progress));
        int exitCode = BenchmarkCommand.commandLine(console).execute(arguments);
        console.results().flush();
        return exitCode;
    }

    private JsonNode onlyLine() {
        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(1);
        assertThat(Set.copyOf(lines.get(0).propertyNames())).contains("engine", "workload", "jdk");
        return lines.get(0);
    }

    private List<JsonNode> lines() {
        List<JsonNode> lines = new ArrayList<>();
        results.toString().lines().forEach(line -> lines.add(MAPPER.readTree(line)));
        return lines;
    }
}

package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts a web application with Millrace and without, in turn, and reports how long that took. Judges no time. */
class StartTimesIT {

    private static final int ROUNDS = 3;

    @TempDir
    private Path folder;

    @BeforeAll
    static void findClassPaths() {
        ClassPaths.resolve();
    }

    @Test
    void shouldReportHowLongAStartTakes() {
        List<Long> without = new ArrayList<>();
        List<Long> with = new ArrayList<>();
        List<Long> firstRecord = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            String plain = run("io.millrace.acceptance.probe.ProbeApplication", false);
            String streaming = run("io.millrace.acceptance.restart.RestartedApplication", true);
            without.add(millis(plain, "ready-millis"));
            with.add(millis(streaming, "ready-millis"));
            firstRecord.add(millis(streaming, "first-record-millis"));
        }

        System.out.printf(
                "Milliseconds from the start of the JVM, medians of %d, in turn:"
                        + " ready without Millrace %d, ready with it %d, first record out of a topology %d%n",
                ROUNDS, median(without), median(with), median(firstRecord));
        assertThat(firstRecord).hasSize(ROUNDS);
    }

    private String run(String main, boolean hasStarter) {
        return Processes.run(
                folder,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        ClassPaths.of(List.of("webmvc"), hasStarter),
                        main,
                        "--server.port=0"),
                2,
                TimeUnit.MINUTES);
    }

    private static long millis(String said, String what) {
        Matcher found = Pattern.compile("PROBE " + what + "=(\\d+)").matcher(said);
        assertThat(found.find()).as(said).isTrue();
        return Long.parseLong(found.group(1));
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}

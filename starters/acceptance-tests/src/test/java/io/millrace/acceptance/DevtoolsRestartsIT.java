package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody works on an application, and devtools restarts it with every change. */
class DevtoolsRestartsIT {

    @TempDir
    private Path folder;

    @BeforeAll
    static void findClassPaths() {
        ClassPaths.resolve();
    }

    @Test
    void shouldRunAfterTwentyRestarts() {
        String said = Processes.run(
                folder,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        ClassPaths.of(List.of("webmvc", "devtools"), true),
                        "io.millrace.acceptance.devtools.DevtoolsApplication",
                        "--server.port=0",
                        "--millrace.console.port=0",
                        "--spring.main.banner-mode=off"),
                4,
                TimeUnit.MINUTES);

        List<String> restarts =
                said.lines().filter(line -> line.startsWith("PROBE restart=")).toList();
        assertThat(restarts).hasSize(21);
        assertThat(restarts.get(20)).contains("RestartClassLoader");
        // The same threads each time: none is left over.
        assertThat(restarts.stream()
                        .map(line -> line.replaceAll(".*threads=", ""))
                        .distinct())
                .hasSize(1);
        assertThat(said).doesNotContain(" ERROR ");
    }
}

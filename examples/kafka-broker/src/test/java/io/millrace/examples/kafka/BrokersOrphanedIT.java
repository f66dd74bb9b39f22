package io.millrace.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has started brokers is killed. */
@Timeout(300)
class BrokersOrphanedIT {

    @TempDir
    private Path temporary;

    @Test
    void shouldEndWithTheProcessThatStartedThem() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaBrokersMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).matches("127\\.0\\.0\\.1:\\d+");
            List<ProcessHandle> brokers = parent.children().toList();
            assertThat(brokers).hasSize(1);
            parent.destroyForcibly().waitFor();
            brokers.get(0).onExit().get(60, TimeUnit.SECONDS);
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }
}

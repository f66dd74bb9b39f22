package io.millrace.examples.wordcount.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.kafka.BrokerSettings;
import io.millrace.examples.kafka.KafkaBrokers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the demo as its users do. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KafkaWordCountIT {

    private static final int SIGINT = 130;
    private static final String WINDOW = "..:..:.. to ..:..:..  [\\d,]+ words, [\\d,]+ different: .*";

    @TempDir
    private Path folder;

    @Test
    void shouldCountForAWhileAndDrawTheBalance() throws Exception {
        try (Demo demo = Demo.start(folder, "--seconds", "6", "--lines-per-second=100")) {
            assertThat(demo.exitCode()).as(demo.said()).isZero();
            assertThat(demo.out().lines())
                    .as(demo.said())
                    .anyMatch(line -> line.matches(WINDOW))
                    .anyMatch(line -> line.matches("words counted +[1-9][\\d,]*"))
                    .anyMatch(line -> line.matches("words missing +0"))
                    .anyMatch(line -> line.matches("counted twice +0"));
            assertThat(demo.err()).contains("console http://127.0.0.1:");
            assertThat(demo.temporaryFiles()).isEmpty();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldLeaveNothingBehindAtCtrlC() throws Exception {
        try (Demo demo = Demo.start(folder)) {
            demo.awaitLine(WINDOW);
            List<ProcessHandle> brokers = demo.process().children().toList();
            assertThat(brokers).as(demo.said()).hasSize(1);
            signal("-INT", demo.process().toHandle());
            // As a terminal does, which tells all of its processes.
            signal("-INT", brokers.get(0));
            assertThat(demo.exitCode()).as(demo.said()).isEqualTo(SIGINT);
            assertThat(brokers.get(0).isAlive()).isFalse();
            assertThat(demo.temporaryFiles()).isEmpty();
        }
    }

    @Test
    void shouldGoOnWhereItWasOnAClusterThatStays() throws Exception {
        try (KafkaBrokers brokers = KafkaBrokers.start(BrokerSettings.of(1))) {
            String[] arguments = {
                "--bootstrap-servers=" + brokers.bootstrapServers(),
                "--millrace.data-dir=" + folder.resolve("data"),
                "--seconds=4"
            };
            try (Demo killed = Demo.start(folder, arguments)) {
                killed.awaitLine(WINDOW);
                killed.process().destroyForcibly().waitFor();
            }
            try (Demo demo = Demo.start(folder, arguments)) {
                assertThat(demo.exitCode()).as(demo.said()).isZero();
                assertThat(demo.out()).containsPattern("words missing +0\n");
            }
        }
    }

    private static void signal(String signal, ProcessHandle process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}

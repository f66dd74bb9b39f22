package io.millrace.examples.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.kafka.BrokerSettings;
import io.millrace.examples.kafka.KafkaBrokers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script of docs/cli.md, with real processes, ZooKeeper and Kafka. */
@Timeout(900)
@EnabledOnOs(OS.LINUX)
class ScriptOfThePageIT {

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    /** The real one, which also keeps what the members know about a command that has failed. */
    private static final String LAUNCHER = """
            #!/bin/sh
            launcher="%s"
            [ "$1" = cluster ] && exec "$launcher" "$@"
            "$launcher" "$@"
            code=$?
            if [ $code -ne 0 ]; then
                {
                    echo "Failed with $code: $*"
                    "$launcher" members
                    for member in $("$launcher" members | awk 'NR > 1 { print $1 }'); do
                        echo "Log of member $member"
                        "$launcher" logs --member "$member" --lines 60
                    done
                } >>failures.log 2>&1
            fi
            exit $code
            """;

    @TempDir
    private Path folder;

    private KafkaBrokers broker;

    @BeforeEach
    void start() throws Exception {
        broker = KafkaBrokers.start(BrokerSettings.of(1).withFolder(folder.resolve("kafka")));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void shouldCountEachWordOnce() throws Exception {
        String said = run(script());

        assertThat(said).contains("Savepoint ", "RUNNING");
        WordLedger ledger = WordLedger.read(broker.bootstrapServers());
        assertThat(ledger.windows()).as("windows that are complete: %s", said).isGreaterThan(10);
        assertThat(ledger.faults()).isEmpty();
    }

    /** The first one of the page. */
    private static String script() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/cli.md"));
        int begin = page.indexOf("```bash\n#!/usr/bin/env bash\n") + "```bash\n".length();
        return page.substring(begin, page.indexOf("```\n", begin));
    }

    /** Runs it where nothing else runs, with what has been built. */
    private String run(String script) throws Exception {
        Path launcher = folder.resolve("millrace");
        Files.writeString(launcher, LAUNCHER.formatted(ROOT.resolve("millrace")));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(folder.resolve("examples"), ROOT.resolve("examples"));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        Files.writeString(folder.resolve("script.sh"), script).toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("KAFKA", broker.bootstrapServers());
        builder.environment().put("MILLRACE_BUILD", "never");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            boolean hasEnded = process.waitFor(800, TimeUnit.SECONDS);
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(hasEnded).as(said).isTrue();
            assertThat(process.exitValue())
                    .as("%s", said + log("cluster.log") + log("failures.log"))
                    .isZero();
            return said;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private String log(String name) throws IOException {
        Path log = folder.resolve(name);
        return Files.exists(log) ? "\n" + Files.readString(log) : "";
    }
}

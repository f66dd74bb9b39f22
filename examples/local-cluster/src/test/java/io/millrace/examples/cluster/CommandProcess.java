package io.millrace.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command in a JVM of its own, as in a terminal. Never outlives the test. */
final class CommandProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Path output;
    private final Process process;

    private CommandProcess(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    /** Starts it with its temporary files in a folder. */
    static CommandProcess start(Path folder, String... args) throws IOException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                ClusterMain.class.getName()));
        command.addAll(List.of(args));
        return new CommandProcess(
                output,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start());
    }

    /** Waits until something is in its output. */
    MatchResult await(String regex) throws IOException, InterruptedException {
        Pattern pattern = Pattern.compile(regex);
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            boolean hasEnded = process.waitFor(50, TimeUnit.MILLISECONDS);
            Matcher matcher = pattern.matcher(output());
            if (matcher.find()) {
                return matcher.toMatchResult();
            }
            assertThat(hasEnded || System.nanoTime() - deadlineNanos > 0)
                    .as("'%s' is in the output: %s", regex, output())
                    .isFalse();
        }
    }

    /** Sends a signal; INT is what Ctrl-C sends. */
    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    int exitCode() throws IOException, InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    List<ProcessHandle> children() {
        return process.children().toList();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}

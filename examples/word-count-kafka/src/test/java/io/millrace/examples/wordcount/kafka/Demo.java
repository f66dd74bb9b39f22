package io.millrace.examples.wordcount.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The built application in a JVM of its own, with a folder for everything that is temporary. Never outlives the test. */
record Demo(Path folder, Process process) implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 90;

    static Demo start(Path parent, String... args) throws IOException {
        Path folder = Files.createTempDirectory(parent, "demo-");
        Files.createDirectory(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-jar",
                Path.of("target", "millrace-example-word-count-kafka-exec.jar").toString(),
                "--millrace.console.port=0"));
        command.addAll(List.of(args));
        return new Demo(
                folder,
                new ProcessBuilder(command)
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(folder.resolve("err").toFile())
                        .start());
    }

    /** Waits for the end. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("ends within %d s; so far: %s", PATIENCE_SECONDS, said())
                .isTrue();
        return process.exitValue();
    }

    /** Waits until standard output has a line like this. */
    void awaitLine(String pattern) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (out().lines().noneMatch(line -> line.matches(pattern))) {
            assertThat(process.waitFor(50, TimeUnit.MILLISECONDS))
                    .as("lives on; so far: %s", said())
                    .isFalse();
            assertThat(System.nanoTime() - deadlineNanos)
                    .as("a line comes within %d s; so far: %s", PATIENCE_SECONDS, said())
                    .isNegative();
        }
    }

    /** What is left of all temporary files. */
    List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            return files.toList();
        }
    }

    String out() {
        return read("out");
    }

    String err() {
        return read("err");
    }

    String said() {
        return out() + err();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.millrace.worker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class in a JVM of its own, with the class path of this one. Never outlives the test. */
final class ChildJvm implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Path output;
    private final Process process;

    private ChildJvm(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    static ChildJvm start(Class<?> main, String... args) {
        return start(System.getProperty("java.class.path"), List.of(), main, args);
    }

    static ChildJvm start(String classPath, List<String> options, Class<?> main, String... args) {
        try {
            Path output = Files.createTempFile("child-jvm", ".out");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx128m",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                    "-Dmillrace.data-dir=" + TemporaryDataFolder.make(),
                    "-cp",
                    classPath));
            command.addAll(options);
            command.add(main.getName());
            command.addAll(List.of(args));
            return new ChildJvm(
                    output,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("ends within %d s; so far: %s", PATIENCE_SECONDS, output())
                .isTrue();
        return process.exitValue();
    }

    /** Waits until the output holds a text. */
    void awaitOutput(String text) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!output().contains(text)) {
            assertThat(System.nanoTime())
                    .as("'%s' comes within %d s; so far: %s", text, PATIENCE_SECONDS, output())
                    .isLessThan(deadlineNanos);
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                assertThat(output()).contains(text);
            }
        }
    }

    boolean isAliveAfter(int seconds) throws InterruptedException {
        return !process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(output);
    }
}

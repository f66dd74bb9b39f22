package io.millrace.benchmark.killed;

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

    private static final int PATIENCE_SECONDS = 180;

    private final Path output;
    private final Process process;

    private ChildJvm(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    static ChildJvm start(List<String> options, Class<?> main, String... args) throws IOException {
        Path output = Files.createTempFile("killed", ".out");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(args));
        return new ChildJvm(
                output,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start());
    }

    /** Waits for the end. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("ends within %d s; so far: %s", PATIENCE_SECONDS, output())
                .isTrue();
        return process.exitValue();
    }

    /** Waits until it says something, or has ended. */
    void awaitOutput(String part) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!output().contains(part) && !endsWithin(20)) {
            assertThat(System.nanoTime() - deadlineNanos)
                    .as("'%s' comes within %d s; so far: %s", part, PATIENCE_SECONDS, output())
                    .isNegative();
        }
    }

    /** Waits for a time; whether the process has ended. */
    boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Sends SIGKILL when a time is over; false if the process has ended by itself before. */
    boolean killAfter(long millis) throws InterruptedException {
        if (endsWithin(millis)) {
            return false;
        }
        process.destroyForcibly();
        process.waitFor();
        return true;
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

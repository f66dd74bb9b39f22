package io.millrace.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The built application in a JVM of its own. Never outlives the test. */
final class Demo implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 90;

    private final Path out;
    private final Path err;
    private final Process process;

    private Demo(Path out, Path err, Process process) {
        this.out = out;
        this.err = err;
        this.process = process;
    }

    static Demo start(String... args) throws IOException {
        return start(Redirect.from(Path.of("/dev/null").toFile()), args);
    }

    /** Starts it in the poorest of locales, so that UTF-8 does not come from there. */
    static Demo start(Redirect in, String... args) throws IOException {
        Path out = Files.createTempFile("demo", ".out");
        Path err = Files.createTempFile("demo", ".err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                Path.of("target", "millrace-example-word-count-exec.jar").toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(in)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("LC_ALL", "C");
        return new Demo(out, err, builder.start());
    }

    /** Waits for the end. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("ends within %d s; so far: %s%s", PATIENCE_SECONDS, out(), err())
                .isTrue();
        return process.exitValue();
    }

    /** Waits until standard output has so many lines. */
    void awaitLines(int lines) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (out().lines().count() < lines) {
            assertThat(process.waitFor(50, TimeUnit.MILLISECONDS))
                    .as("lives on; so far: %s%s", out(), err())
                    .isFalse();
            assertThat(System.nanoTime())
                    .as("%d lines come within %d s; so far: %s%s", lines, PATIENCE_SECONDS, out(), err())
                    .isLessThan(deadlineNanos);
        }
    }

    /** Kills it after a while; false if it has ended by itself before. */
    boolean kill(Duration after) throws InterruptedException {
        if (process.waitFor(after.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        process.destroyForcibly().waitFor();
        return true;
    }

    Process process() {
        return process;
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    /** The counted words, as {@code uniq -c} prints them. */
    List<String> words() {
        List<String> lines = out().lines().toList();
        return lines.subList(0, lines.indexOf(""));
    }

    /** A figure of the summary, as in "late records". */
    String figure(String name) {
        return out().lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip().replace(",", ""))
                .reduce((first, second) -> {
                    throw new AssertionError("two lines of " + name + " in " + out());
                })
                .orElseThrow(() -> new AssertionError("no line of " + name + " in " + out()));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

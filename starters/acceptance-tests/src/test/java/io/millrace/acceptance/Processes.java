package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs that run to their end. */
final class Processes {

    private Processes() {}

    static String run(Path folder, List<String> command, long timeout, TimeUnit unit) {
        return run(folder, Map.of(), command, timeout, unit);
    }

    /** Runs a program and yields what it said; fails with it if it does not end well, or not in time. */
    static String run(Path folder, Map<String, String> environment, List<String> command, long timeout, TimeUnit unit) {
        try {
            Path output = Files.createTempFile("process", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            boolean isEnded = process.waitFor(timeout, unit);
            if (!isEnded) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String said = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            if (!isEnded || process.exitValue() != 0) {
                throw new AssertionError((isEnded ? "Exit code " + process.exitValue() : "No end after " + timeout)
                        + ": " + String.join(" ", command) + "\n" + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

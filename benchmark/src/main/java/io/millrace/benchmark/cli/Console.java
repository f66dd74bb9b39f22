package io.millrace.benchmark.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes: results for machines on one side, everything for people on the other.
 *
 * @param results takes JSON lines and nothing else
 * @param progress takes the rest
 */
public record Console(PrintWriter results, PrintWriter progress) {

    /** Standard output and standard error. */
    public static Console ofProcess() {
        return new Console(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }

    /** Writes a line for machines. */
    public void result(String json) {
        results.println(json);
        results.flush();
    }

    /** Writes a line for people. */
    public void say(String line) {
        progress.println(line);
        progress.flush();
    }
}

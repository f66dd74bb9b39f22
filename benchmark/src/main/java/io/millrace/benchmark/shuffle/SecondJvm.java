package io.millrace.benchmark.shuffle;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A main class in a JVM of its own, with the class path and the options of this one. It says one line when it is ready,
 * and ends when its input does, so that it never outlives this process.
 */
final class SecondJvm implements AutoCloseable {

    private final Process process;
    private final String firstLine;

    private SecondJvm(Process process, String firstLine) {
        this.process = process;
        this.firstLine = firstLine;
    }

    /** Starts it and waits for its line. */
    static SecondJvm start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-X"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null) {
            process.destroyForcibly();
            throw new IOException("Second JVM has ended before it was ready: command=" + main.getName());
        }
        return new SecondJvm(process, line);
    }

    /** Blocks a main method until the process that started it closes or dies. */
    static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {}
    }

    /** What it said when it was ready. */
    String firstLine() {
        return firstLine;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

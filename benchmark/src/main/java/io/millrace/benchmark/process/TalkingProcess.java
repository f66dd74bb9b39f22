package io.millrace.benchmark.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process, as a rule a JVM of the same class path, which answers each line that it is told with one. It has to end when its input does, so that
 * it never outlives this process.
 *
 * <p><b>Thread.</b> Has one owner.
 */
public final class TalkingProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final String name;
    private final Process process;
    private final PrintWriter input;
    private final BufferedReader output;

    private TalkingProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts it.
     *
     * @param name as errors say it, with what tells it from others: "Executor 3"
     * @param main its main class
     * @param options of its JVM
     */
    public static TalkingProcess start(String name, Class<?> main, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return start(name, command);
    }

    /**
     * Starts any program that answers in the same way.
     *
     * @param name as errors say it
     * @param command the program and its arguments
     */
    public static TalkingProcess start(String name, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new TalkingProcess(name, process);
    }

    /** Says a line to it, which it will answer. */
    public void tell(String line) {
        input.println(line);
    }

    /** The answer to the earliest line that has none yet. */
    public String answer() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("Process has ended: process=" + name + "; see what it has said above");
        }
        return line;
    }

    /** Says a line to it and waits for the answer. */
    public String ask(String line) throws IOException {
        tell(line);
        return answer();
    }

    /** The process itself. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Lets it end; {@link #close} waits. */
    public void destroy() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        destroy();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}

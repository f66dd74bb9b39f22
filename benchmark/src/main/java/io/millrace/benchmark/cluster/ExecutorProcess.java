package io.millrace.benchmark.cluster;

import io.millrace.benchmark.measure.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * This process's end of an executor in another one.
 *
 * <p><b>Thread.</b> Has one owner.
 */
final class ExecutorProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final int number;
    private final Process process;
    private final PrintWriter input;
    private final BufferedReader output;

    private ExecutorProcess(int number, Process process) {
        this.number = number;
        this.process = process;
        this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts it; it says {@code ready} later.
     *
     * @param options of its JVM
     */
    static ExecutorProcess start(ExecutorSpec spec, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ExecutorMain.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ExecutorProcess executor = new ExecutorProcess(spec.self(), process);
        executor.tell(Json.line(spec));
        return executor;
    }

    /** Says a line to it, which it will answer. */
    void tell(String line) {
        input.println(line);
    }

    /** The answer to the earliest line that has none yet. */
    String answer() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("Executor has ended: executor=" + number + "; see what it has said above");
        }
        return line;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Lets it end; {@link #close} waits. */
    void destroy() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        destroy();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}

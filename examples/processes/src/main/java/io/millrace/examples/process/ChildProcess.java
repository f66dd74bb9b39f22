package io.millrace.examples.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM as a child process, which may be started and ended again and again in the same folder. What it says goes to a file.
 *
 * <p><b>Lifecycle.</b> It ends with this process, whatever ends it; see {@link ChildMain}.
 *
 * <p><b>Thread.</b> Used by one thread at a time; only {@link #log} by any.
 */
public final class ChildProcess {

    private static final int LINES_IN_ERRORS = 25;
    private static final boolean IS_WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path folder;
    private final Path log;
    private final JavaProgram program;
    private final Map<String, String> environment;
    private @Nullable Process process;
    private boolean isPaused;

    /**
     * Writes what the process needs into its folder.
     *
     * @param folder its working directory
     * @param name of its log, without ".log"
     * @param environment what is added to that of this process
     */
    public ChildProcess(Path folder, String name, JavaProgram program, Map<String, String> environment)
            throws IOException {
        this.folder = folder;
        this.log = folder.resolve(name + ".log");
        this.program = program;
        this.environment = Map.copyOf(environment);
        Files.createDirectories(folder);
        new ProgramFiles(folder).copy(ChildMain.class);
    }

    /** Starts it, for the first time or again. */
    public void start() throws IOException {
        if (isAlive()) {
            throw new IllegalStateException("Process runs: pid=" + pid() + ", log=" + log + "; end it first");
        }
        ProcessBuilder builder = new ProcessBuilder(command())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
        isPaused = false;
    }

    /** Whether it runs, be it paused. */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Id of the process, the last if there were several. */
    public long pid() {
        return Objects.requireNonNull(process, "Process has never been started").pid();
    }

    /** How it has ended; nothing before the start and while it runs. */
    public OptionalInt exitCode() {
        return process == null || process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Sends SIGKILL. */
    public void destroy() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Sends SIGKILL and waits for the end. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Sends SIGSTOP: it keeps its memory, its files and its connections, and does nothing. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
        isPaused = true;
    }

    /** Sends SIGCONT. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
        isPaused = false;
    }

    /** Asks it to stop by the end of its standard input, which goes on where it was paused. */
    public void beginStop() throws IOException, InterruptedException {
        if (process != null) {
            process.getOutputStream().close(); // See ChildMain.
            resumeIfPaused();
        }
    }

    /** Sends SIGTERM, to one that goes on where it was paused. */
    public void beginTerminate() throws IOException, InterruptedException {
        if (process != null) {
            // Not Process.destroy(), which closes the streams as well: the end of standard input asks for an end too.
            if (isAlive()) {
                signal("TERM");
            }
            resumeIfPaused();
        }
    }

    /** Waits for the end of one that was asked to stop, and kills it when the time is over; whether it had to. */
    public boolean endStop(long deadlineNanos) throws InterruptedException {
        if (process != null && !process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            kill();
            return true;
        }
        return false;
    }

    /** What it has said, in all of its lives. */
    public Path log() {
        return log;
    }

    /** Whether it has ended because a port of its was taken. */
    public boolean hasMissedItsPort() throws IOException {
        return !isAlive() && Files.exists(log) && Files.readString(log).contains("Address already in use");
    }

    /** The last lines of the log. */
    public String lastWords() throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_IN_ERRORS), lines.size()));
    }

    private void resumeIfPaused() throws IOException, InterruptedException {
        if (isPaused && isAlive()) {
            resume();
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        if (!isAlive()) {
            throw new IllegalStateException("Process does not run: signal=" + name + ", log=" + log + "; start it");
        }
        int status = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0 && isAlive()) {
            throw new IOException("Signal cannot be sent: signal=" + name + ", pid=" + pid() + ", status=" + status
                    + "; signals need a system like Unix");
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        if (!IS_WINDOWS) {
            // Ctrl-C in a terminal goes to all processes of it; a child has to outlive those who use it. A signal that
            // is
            // ignored by the shell is ignored by the JVM that it becomes.
            command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\""));
        }
        command.addAll(program.launcher());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(program.options());
        command.add("-cp");
        command.add(new ProgramFiles(folder).classes() + System.getProperty("path.separator") + program.classPath());
        command.add(ChildMain.class.getName());
        command.add(program.mainClass());
        command.addAll(program.arguments());
        return command;
    }
}

package io.millrace.examples.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process of one broker, which may be started and ended again and again in the same folder.
 *
 * <p><b>Thread.</b> Used by one thread at a time.
 */
final class BrokerProcess {

    private static final String LOG_SETTINGS = "broker-log4j2.properties";
    private static final int LINES_IN_ERRORS = 15;

    private final Path folder;
    private final Path library;
    private final String clusterId;
    private @Nullable Process process;

    /** Writes what the process needs into the folder. */
    BrokerProcess(Path folder, Path library, String clusterId, Properties server) throws IOException {
        this.folder = folder;
        this.library = library;
        this.clusterId = clusterId;
        Files.createDirectories(folder);
        try (OutputStream file = Files.newOutputStream(folder.resolve("server.properties"))) {
            server.store(file, null);
        }
        copy(LOG_SETTINGS, folder.resolve(LOG_SETTINGS));
        String main = BrokerMain.class.getName().replace('.', '/') + ".class";
        Path mainClass = classes().resolve(main);
        Files.createDirectories(Objects.requireNonNull(mainClass.getParent()));
        copy("/" + main, mainClass);
    }

    void start() throws IOException {
        process = new ProcessBuilder(command())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log().toFile()))
                .start();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Id of the process, the last if there were several. */
    long pid() {
        return Objects.requireNonNull(process, "Broker has never been started").pid();
    }

    /** Sends SIGKILL. */
    void destroy() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Sends SIGKILL and waits for the end. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Asks it to stop. */
    void beginStop() throws IOException {
        if (process != null) {
            process.getOutputStream().close(); // See BrokerMain.
        }
    }

    /** Waits for the end of one that was asked to stop, and kills it when the time is over. */
    void endStop(long deadlineNanos) throws InterruptedException {
        if (process != null && !process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            kill();
        }
    }

    /** What it has said, in all of its lives. */
    Path log() {
        return folder.resolve("broker.log");
    }

    /** Whether it has ended because a port of its was taken. */
    boolean hasMissedItsPort() throws IOException {
        return !isAlive() && Files.exists(log()) && Files.readString(log()).contains("Address already in use");
    }

    /** The last lines of the log. */
    String lastWords() throws IOException {
        List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_IN_ERRORS), lines.size()));
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            // Ctrl-C in a terminal goes to all processes of it; a broker has to outlive those who use it. A signal that
            // is
            // ignored by the shell is ignored by the JVM that it becomes.
            command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\""));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Small, and as fast to start as can be: what a broker does here is not worth a better compiler.
        command.addAll(List.of("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dlog4j2.configurationFile=" + folder.resolve(LOG_SETTINGS));
        command.addAll(List.of("-cp", classes() + System.getProperty("path.separator") + library.resolve("*")));
        command.add(BrokerMain.class.getName());
        command.addAll(List.of(folder.resolve("server.properties").toString(), clusterId));
        return command;
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    /** A class path cannot lead into a jar within a jar, so what the process needs of this module lies beside its data. */
    private static void copy(String resource, Path file) throws IOException {
        try (InputStream stream = Objects.requireNonNull(BrokerProcess.class.getResourceAsStream(resource), resource)) {
            Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

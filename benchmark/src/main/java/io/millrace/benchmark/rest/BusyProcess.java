package io.millrace.benchmark.rest;

import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.TokenIssue;
import io.millrace.examples.process.ChildProcess;
import io.millrace.examples.process.JavaProgram;
import io.millrace.examples.process.OwnFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The application, in a process of its own, from the jar in which applications are shipped.
 *
 * <p><b>Lifecycle.</b> {@link #close} ends the process, which ends with this one, too.
 */
final class BusyProcess implements AutoCloseable {

    static final String LIVE_PATH = LoadSpec.LIST_PATH + "/busy/topologies/word-count/live";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final long LOOK_MILLIS = 100;

    private final OwnFolder folder;
    private final ChildProcess process;
    private final String token;
    private @Nullable BusyRest rest;

    private BusyProcess(OwnFolder folder, ChildProcess process, String token) {
        this.folder = folder;
        this.process = process;
        this.token = token;
    }

    /** Starts it with so many tasks of each step, and waits until its console can be asked. */
    static BusyProcess start(int tasks) throws IOException, InterruptedException {
        TokenIssue issue = TokenIssue.of("load", Role.VIEWER, Instant.now().plus(Duration.ofDays(2)));
        String jar = ApplicationJar.locate().toString();
        OwnFolder folder = OwnFolder.of("millrace-rest", null);
        List<String> arguments = new ArrayList<>(List.of(
                "--millrace.data-dir=" + folder.path().resolve("data"),
                "--millrace.console.port=0",
                "--millrace.worker.parallelism=" + tasks,
                "--millrace.app.busy.tasks=" + tasks));
        issue.configuration().forEach(line -> arguments.add("--" + line));
        JavaProgram program = new JavaProgram(
                List.of("-Xms1g", "-Xmx1g"), jar, "org.springframework.boot.loader.launch.JarLauncher", arguments);
        BusyProcess busy = new BusyProcess(
                folder,
                new ChildProcess(folder.path(), "application", program, Map.of()),
                issue.token().secret());
        try {
            busy.process.start();
            busy.awaitConsole();
            return busy;
        } catch (IOException | InterruptedException | RuntimeException e) {
            busy.close();
            throw e;
        }
    }

    /** Its REST. */
    BusyRest rest() throws IOException {
        if (rest == null) {
            rest = new BusyRest(URI.create(Files.readString(urlFile()).trim()), token);
        }
        return rest;
    }

    ProcessHandle handle() {
        return ProcessHandle.of(process.pid())
                .orElseThrow(() -> new IllegalStateException("Application has ended: log=" + process.log()));
    }

    @Override
    public void close() {
        try {
            process.beginStop();
            process.endStop(System.nanoTime() + STOP_PATIENCE.toNanos());
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
        folder.deleteIfTemporary();
    }

    private Path urlFile() {
        return folder.path().resolve("data").resolve("console.url");
    }

    private void awaitConsole() throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(urlFile()) || !rest().isRunning()) {
            if (!process.isAlive() || System.nanoTime() - deadlineNanos > 0) {
                throw new IOException("Application does not run: alive=" + process.isAlive() + "; its last words are\n"
                        + process.lastWords());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }
}

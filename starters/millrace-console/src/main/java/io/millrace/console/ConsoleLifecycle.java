package io.millrace.console;

import io.millrace.control.ApplicationControl;
import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.TopologyView;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the console for as long as the context runs. What may stop the start of the application, the port and the data
 * folder, is taken at once; the rest comes up in the background, and holds nobody up.
 *
 * <p><b>Lifecycle.</b> Starts after the web server and before the topologies, and is stopped after these. Any number of
 * times.
 *
 * <p><b>Thread.</b> Any; starting and stopping exclude each other.
 */
final class ConsoleLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ConsoleLifecycle.class);

    /** One before the topologies, which come last. */
    private static final int PHASE = Integer.MAX_VALUE - 1;

    private final ConsoleSetup setup;
    private final ConsoleHome home;
    private final ApplicationControl control;
    private final Runnable quieten;
    private @Nullable DataFolder dataFolder;
    private @Nullable CompletableFuture<@Nullable Console> console;

    /**
     * Makes a lifecycle.
     *
     * @param quieten keeps the server of the console from telling the application's log about itself
     */
    ConsoleLifecycle(ConsoleSetup setup, ConsoleHome home, ApplicationControl control, Runnable quieten) {
        this.quieten = quieten;
        this.setup = setup;
        this.home = home;
        this.control = control;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public synchronized boolean isRunning() {
        return console != null;
    }

    @Override
    public synchronized void start() {
        if (console != null) {
            return;
        }
        long startNanos = System.nanoTime();
        ServerSocketChannel channel =
                ConsolePort.bind(setup.console().address(), setup.console().wantedPort());
        DataFolder folder;
        try {
            folder = DataFolder.open(home.dataDir());
        } catch (RuntimeException e) {
            close(channel);
            throw e;
        }
        CompletableFuture<@Nullable Console> starting = new CompletableFuture<>();
        dataFolder = folder;
        console = starting;
        Thread thread = new Thread(
                () -> starting.complete(startConsole(folder.path(), channel, startNanos)), "millrace-console-start");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void stop() {
        if (console == null || dataFolder == null) {
            return;
        }
        Console started = console.join();
        if (started != null) {
            started.close();
        }
        dataFolder.close();
        console = null;
        dataFolder = null;
    }

    private @Nullable Console startConsole(@Nullable Path folder, ServerSocketChannel channel, long startNanos) {
        try {
            ConsoleLibraries libraries = ConsoleLibraries.load();
            Thread.currentThread().setContextClassLoader(libraries.classLoader());
            quieten.run();
            ConsoleSettings settings = setup.toSettings(folder, home.clusterSecret());
            Console started = libraries.factory().start(settings, channel, control);
            if (folder != null) {
                DataFolder.writeAddress(folder, started.link());
            }
            long tookMillis = (System.nanoTime() - startNanos) / 1_000_000;
            log.info("Millrace runs {}; console {} (ready after {} ms)", topologies(), started.link(), tookMillis);
            started.notices().forEach(log::info);
            return started;
        } catch (Exception | LinkageError e) {
            close(channel);
            log.error(
                    "Console could not be started, the application runs without it;"
                            + " set millrace.console.enabled=false to do without",
                    e);
            return null;
        }
    }

    private String topologies() {
        String names = control.topologies().stream().map(TopologyView::name).collect(Collectors.joining(", "));
        return names.isEmpty() ? "no topology" : names;
    }

    private static void close(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("Port of the console did not close", e);
        }
    }
}

package io.millrace.examples.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A cluster from its start to its end, on a terminal.
 *
 * <p><b>Thread.</b> Has one owner, but for {@link #endEarly}.
 */
final class ClusterRun {

    private static final int POLL_MILLIS = 100;
    private static final String CONSOLE_LINK = "console http";

    private final ClusterCommand command;
    private final PrintStream out;
    private final Thread owner = Thread.currentThread();
    private boolean isEnding; // Guarded by this.

    ClusterRun(ClusterCommand command, PrintStream out) {
        this.command = command;
        this.out = out;
    }

    /** Lets it end in order before its time, whatever it is about. By any thread. */
    synchronized void endEarly() {
        if (!isEnding) {
            isEnding = true;
            owner.interrupt();
        }
    }

    /**
     * Runs it to its end; whether there was anybody left then.
     *
     * @throws InterruptedException if it has ended early
     */
    boolean run(ClusterSettings settings) throws IOException, InterruptedException {
        settings.size().warning().ifPresent(this::say);
        say("Starting ZooKeeper: servers=" + settings.size().zookeeperServers());
        try (LocalCluster cluster = LocalCluster.start(settings)) {
            say(MemberTable.of(cluster) + "\nEverything is in " + cluster.folder()
                    + (settings.folder() == null ? ", and deleted at the end" : "") + "; Ctrl-C ends it");
            LogPrinter printer =
                    new LogPrinter(cluster.members(), line -> !command.isQuiet() || line.contains(CONSOLE_LINK), out);
            ClusterFile file = ClusterFile.in(Path.of("").toAbsolutePath());
            try {
                announce(file, cluster);
                return watch(cluster, printer);
            } finally {
                beginEnd();
                say("Stopping");
                cluster.stop();
                file.delete();
                printer.print();
                say("Stopped");
            }
        }
    }

    /** A cluster that nobody finds by itself runs all the same. */
    private void announce(ClusterFile file, LocalCluster cluster) {
        try {
            file.write(cluster.members());
        } catch (IOException e) {
            say("Cluster cannot be found by ./millrace status here: file=" + file.path() + ", cause=" + e
                    + "; give --url and --token-file");
        }
    }

    private boolean watch(LocalCluster cluster, LogPrinter printer) throws IOException, InterruptedException {
        ClusterWatch watch = new ClusterWatch(cluster, command.isRestarting(), out);
        long startNanos = System.nanoTime();
        @Nullable Duration duration = command.duration();
        while (duration == null || System.nanoTime() - startNanos < duration.toNanos()) {
            printer.print();
            watch.look(System.nanoTime());
            if (watch.isOver()) {
                say("No member is left: members=" + cluster.members().size() + "; see above why they have died");
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    /** From here on nothing cuts it short. */
    private synchronized void beginEnd() {
        isEnding = true;
        Thread.interrupted(); // It is heard: the end has begun.
    }

    private void say(String text) {
        out.println(text);
        out.flush();
    }
}

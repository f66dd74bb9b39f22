package io.millrace.examples.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Servers of one kind that belong together, each a process of its own. They are numbered from 0.
 *
 * <p><b>Lifecycle.</b> {@link #start}, at last {@link #close}. The servers end with this process, whatever ends it.
 *
 * <p><b>Thread.</b> May be used by any thread; calls wait for one another.
 */
public final class Servers implements AutoCloseable {

    private static final int ATTEMPTS = 3;
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 8;
    private static final int POLL_MILLIS = 100;

    private final ServerKind kind;
    private final OwnFolder folder;
    private final List<ChildProcess> processes;
    private boolean isClosed;

    /** Servers that have never been started. */
    public Servers(ServerKind kind, OwnFolder folder, List<ChildProcess> processes) {
        this.kind = kind;
        this.folder = folder;
        this.processes = List.copyOf(processes);
    }

    /**
     * Starts servers; they are ready when it returns. Where somebody else was quicker to take a port, others are tried.
     *
     * @param attempt makes the owner of servers, each time with other ports
     * @param servers those of an owner
     * @throws IOException if one of them does not come up; the message names its log, which then stays
     */
    public static <T> T start(OwnFolder folder, Attempt<T> attempt, Function<T, Servers> servers)
            throws IOException, InterruptedException {
        for (int i = 1; ; i++) {
            T owner = attempt.make();
            Servers started = servers.apply(owner);
            try {
                started.startAll();
                return owner;
            } catch (IOException | InterruptedException | RuntimeException e) {
                boolean isPortTaken = started.hasMissedAPort();
                started.end();
                if (!isPortTaken || i == ATTEMPTS) {
                    throw e;
                }
                folder.clear();
            }
        }
    }

    /**
     * Makes the owner of servers that have not been started.
     *
     * @param <T> the owner
     */
    @FunctionalInterface
    public interface Attempt<T> {

        /** Chooses ports and writes files. */
        T make() throws IOException;
    }

    /** How many there are. */
    public int count() {
        return processes.size();
    }

    /** Log of a server, of all its lives; in the folder of the servers. */
    public Path log(int server) {
        return processes.get(server).log();
    }

    /** Id of the process of a server that has been started. */
    public synchronized long pid(int server) {
        return processes.get(server).pid();
    }

    /** Whether the process of a server runs, be it paused. */
    public synchronized boolean isAlive(int server) {
        return processes.get(server).isAlive();
    }

    /** Kills a server with SIGKILL: nothing is flushed, nobody is told. */
    public synchronized void kill(int server) throws InterruptedException {
        processes.get(server).kill();
    }

    /** Stops a server in order. */
    public synchronized void stop(int server) throws IOException, InterruptedException {
        processes.get(server).beginStop();
        processes.get(server).endStop(stopDeadlineNanos());
    }

    /** Pauses a server with SIGSTOP: its connections stay, and nobody answers. */
    public synchronized void pause(int server) throws IOException, InterruptedException {
        processes.get(server).pause();
    }

    /** Lets a server go on that was paused. */
    public synchronized void resume(int server) throws IOException, InterruptedException {
        processes.get(server).resume();
    }

    /** Starts servers that have ended, where they were and with what they had; they are ready when this returns. */
    public synchronized void restart(List<Integer> servers) throws IOException, InterruptedException {
        for (int server : servers) {
            if (processes.get(server).isAlive()) {
                throw new IllegalStateException(
                        kind.name() + " runs: " + kind.key() + "=" + server + "; kill it first");
            }
        }
        for (int server : servers) {
            processes.get(server).start();
        }
        awaitReady(servers);
    }

    /** Stops all servers in order, or kills them when they take too long; a temporary folder goes with them. */
    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            end();
            folder.deleteIfTemporary();
        }
    }

    private synchronized void startAll() throws IOException, InterruptedException {
        restart(IntStream.range(0, processes.size()).boxed().toList());
    }

    private void awaitReady(List<Integer> servers) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        for (int server : servers) {
            while (!kind.readiness().isReady(server, servers.size())) {
                requireAlive(servers);
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw failure("is not ready after " + START_SECONDS + " s", server);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
    }

    private void requireAlive(List<Integer> servers) throws IOException {
        for (int server : servers) {
            if (!processes.get(server).isAlive()) {
                throw failure("has ended before it was ready", server);
            }
        }
    }

    private IOException failure(String fact, int server) throws IOException {
        ChildProcess process = processes.get(server);
        return new IOException(kind.name() + " " + fact + ": " + kind.key() + "=" + server + ", port="
                + kind.ports().get(server) + ", log=" + process.log() + "; its last words are\n" + process.lastWords());
    }

    private boolean hasMissedAPort() throws IOException {
        for (ChildProcess process : processes) {
            if (process.hasMissedItsPort()) {
                return true;
            }
        }
        return false;
    }

    /** All are asked first, so that they stop together. */
    private synchronized void end() {
        try {
            for (ChildProcess process : processes) {
                process.beginStop();
            }
            long deadlineNanos = stopDeadlineNanos();
            for (ChildProcess process : processes) {
                process.endStop(deadlineNanos);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            processes.forEach(ChildProcess::destroy);
            Thread.currentThread().interrupt();
        }
    }

    private static long stopDeadlineNanos() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    }
}

package io.millrace.examples.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A Kafka cluster of real brokers, each a process of its own that can be killed and started again. They are numbered from 0.
 *
 * <p><b>Lifecycle.</b> {@link #start}, at last {@link #close}. The brokers end with this process, whatever ends it.
 *
 * <p><b>Thread.</b> May be used by any thread; calls wait for one another.
 */
public final class KafkaBrokers implements AutoCloseable {

    private static final int ATTEMPTS = 3;
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 8;
    private static final int POLL_MILLIS = 100;

    private final BrokerFolder folder;
    private final ClusterLayout layout;
    private final List<BrokerProcess> processes = new ArrayList<>();
    private boolean isClosed;

    private KafkaBrokers(BrokerSettings settings, BrokerFolder folder) throws IOException {
        Path library = KafkaLibrary.locate();
        this.folder = folder;
        this.layout = ClusterLayout.of(folder.path(), FreePorts.choose(settings.brokers(), new Random()));
        for (int i = 0; i < settings.brokers(); i++) {
            processes.add(new BrokerProcess(
                    layout.folderOf(i), library, layout.id(), ServerProperties.of(i, layout, settings)));
        }
    }

    /**
     * Starts brokers; they answer when it returns.
     *
     * @throws IOException if one of them does not come up; the message names its log, which then stays
     */
    public static KafkaBrokers start(BrokerSettings settings) throws IOException, InterruptedException {
        BrokerFolder folder = BrokerFolder.of(settings.folder());
        for (int attempt = 1; ; attempt++) {
            KafkaBrokers brokers = new KafkaBrokers(settings, folder);
            try {
                brokers.startAll();
                return brokers;
            } catch (IOException | InterruptedException | RuntimeException e) {
                boolean isPortTaken = brokers.hasMissedAPort();
                brokers.end();
                if (!isPortTaken || attempt == ATTEMPTS) {
                    throw e;
                }
                folder.clear();
            }
        }
    }

    /** Where clients find the brokers, as in "127.0.0.1:15001,127.0.0.1:15002". */
    public String bootstrapServers() {
        return layout.bootstrapServers();
    }

    /** Where clients find them that say who they are; there only if there are users. */
    public String saslBootstrapServers() {
        return layout.saslBootstrapServers();
    }

    /** Log of a broker, of all its lives; in the folder of the brokers. */
    public Path log(int broker) {
        return processes.get(broker).log();
    }

    /** Id of the process of a broker that has been started. */
    public synchronized long pid(int broker) {
        return processes.get(broker).pid();
    }

    /** Kills a broker with SIGKILL: nothing is flushed, nobody is told. */
    public synchronized void kill(int broker) throws InterruptedException {
        processes.get(broker).kill();
    }

    /** Starts a broker that was killed, where it was and with what it had; it answers when this returns. */
    public synchronized void restart(int broker) throws IOException, InterruptedException {
        if (processes.get(broker).isAlive()) {
            throw new IllegalStateException("Kafka broker runs: broker=" + broker + "; kill it first");
        }
        processes.get(broker).start();
        awaitReady(List.of(broker));
    }

    /** Stops all brokers in order, or kills them when they take too long; a temporary folder goes with them. */
    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            end();
            folder.deleteIfTemporary();
        }
    }

    private synchronized void startAll() throws IOException, InterruptedException {
        for (BrokerProcess process : processes) {
            process.start();
        }
        awaitReady(IntStream.range(0, processes.size()).boxed().toList());
    }

    /** Waits until each of the brokers knows all of them. */
    private void awaitReady(List<Integer> brokers) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        for (int broker : brokers) {
            int port = layout.ports().get(broker).plain();
            while (!Readiness.isListening(port) || !Readiness.isReady(port, brokers.size())) {
                requireAlive(brokers);
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw failure("is not ready after " + START_SECONDS + " s", broker);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
    }

    private void requireAlive(List<Integer> brokers) throws IOException {
        for (int broker : brokers) {
            if (!processes.get(broker).isAlive()) {
                throw failure("has ended before it was ready", broker);
            }
        }
    }

    private IOException failure(String fact, int broker) throws IOException {
        BrokerProcess process = processes.get(broker);
        return new IOException("Kafka broker " + fact + ": broker=" + broker + ", port="
                + layout.ports().get(broker).plain() + ", log=" + process.log() + "; its last words are\n"
                + process.lastWords());
    }

    private boolean hasMissedAPort() throws IOException {
        for (BrokerProcess process : processes) {
            if (process.hasMissedItsPort()) {
                return true;
            }
        }
        return false;
    }

    /** All are asked first, so that they stop together. */
    private synchronized void end() {
        try {
            for (BrokerProcess process : processes) {
                process.beginStop();
            }
            long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
            for (BrokerProcess process : processes) {
                process.endStop(deadlineNanos);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            processes.forEach(BrokerProcess::destroy);
            Thread.currentThread().interrupt();
        }
    }
}

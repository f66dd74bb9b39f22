package io.millrace.examples.kafka;

import io.millrace.examples.process.ChildProcess;
import io.millrace.examples.process.OwnFolder;
import io.millrace.examples.process.ServerKind;
import io.millrace.examples.process.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Kafka cluster of real brokers, each a process of its own that can be killed and started again. They are numbered from 0.
 *
 * <p><b>Lifecycle.</b> {@link #start}, at last {@link #close}. The brokers end with this process, whatever ends it.
 *
 * <p><b>Thread.</b> May be used by any thread; calls wait for one another.
 */
public final class KafkaBrokers implements AutoCloseable {

    private final ClusterLayout layout;
    private final Servers servers;

    private KafkaBrokers(BrokerSettings settings, OwnFolder folder) throws IOException {
        this.layout = ClusterLayout.of(folder.path(), NodePorts.choose(settings.brokers()));
        List<ChildProcess> processes = new ArrayList<>();
        for (int i = 0; i < settings.brokers(); i++) {
            processes.add(BrokerProcess.of(layout.folderOf(i), layout.id(), ServerProperties.of(i, layout, settings)));
        }
        List<Integer> ports = layout.ports().stream().map(NodePorts::plain).toList();
        ServerKind kind = new ServerKind(
                "Kafka broker", "broker", ports, (broker, started) -> Readiness.isReady(ports.get(broker), started));
        this.servers = new Servers(kind, folder, processes);
    }

    /**
     * Starts brokers; they answer when it returns.
     *
     * @throws IOException if one of them does not come up; the message names its log, which then stays
     */
    public static KafkaBrokers start(BrokerSettings settings) throws IOException, InterruptedException {
        OwnFolder folder = OwnFolder.of("Kafka", settings.folder());
        return Servers.start(folder, () -> new KafkaBrokers(settings, folder), brokers -> brokers.servers);
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
        return servers.log(broker);
    }

    /** Id of the process of a broker that has been started. */
    public long pid(int broker) {
        return servers.pid(broker);
    }

    /** Kills a broker with SIGKILL: nothing is flushed, nobody is told. */
    public void kill(int broker) throws InterruptedException {
        servers.kill(broker);
    }

    /** Starts a broker that was killed, where it was and with what it had; it answers when this returns. */
    public void restart(int broker) throws IOException, InterruptedException {
        servers.restart(List.of(broker));
    }

    /** Stops all brokers in order, or kills them when they take too long; a temporary folder goes with them. */
    @Override
    public void close() {
        servers.close();
    }
}

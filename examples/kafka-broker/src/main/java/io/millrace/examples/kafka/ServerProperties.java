package io.millrace.examples.kafka;

import io.millrace.examples.process.Loopback;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The {@code server.properties} of a broker that is small, starts fast, and loses nothing that it has confirmed. */
final class ServerProperties {

    private static final String HOST = Loopback.HOST;

    private final Properties properties = new Properties();

    private ServerProperties() {}

    static Properties of(int broker, ClusterLayout cluster, BrokerSettings settings) {
        ServerProperties server = new ServerProperties();
        server.place(broker, cluster);
        server.listen(cluster.ports().get(broker), settings.users());
        server.keepCopies(cluster.brokers());
        server.staySmall();
        server.properties.putAll(settings.properties());
        return server.properties;
    }

    private void place(int broker, ClusterLayout cluster) {
        set("process.roles", "broker,controller");
        set("node.id", broker + 1);
        set("controller.quorum.voters", cluster.controllers());
        set("log.dirs", cluster.folderOf(broker).resolve("data"));
    }

    private void listen(NodePorts ports, Map<String, String> users) {
        String clients = "PLAINTEXT://" + HOST + ":" + ports.plain();
        if (!users.isEmpty()) {
            clients += ",SASL_PLAINTEXT://" + HOST + ":" + ports.sasl();
            set("sasl.enabled.mechanisms", "PLAIN");
            set("listener.name.sasl_plaintext.plain.sasl.jaas.config", jaas(users));
        }
        set("listeners", clients + ",CONTROLLER://" + HOST + ":" + ports.controller());
        set("advertised.listeners", clients);
        set("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
        set("controller.listener.names", "CONTROLLER");
        set("inter.broker.listener.name", "PLAINTEXT");
    }

    /** As many copies as there are brokers; of three, one may be away. */
    private void keepCopies(int brokers) {
        int needed = Math.max(1, brokers - 1);
        for (String topics : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            set(topics + ".replication.factor", brokers);
        }
        set("transaction.state.log.min.isr", needed);
        set("share.coordinator.state.topic.min.isr", needed);
        set("default.replication.factor", brokers);
        set("min.insync.replicas", needed);
    }

    private void staySmall() {
        set("auto.create.topics.enable", false);
        // Nobody else is going to join the group of a test.
        set("group.initial.rebalance.delay.ms", 0);
        // Of fifty partitions each, which is Kafka's own default, the first transaction would have to wait for all.
        set("offsets.topic.num.partitions", 5);
        set("transaction.state.log.num.partitions", 5);
        set("num.network.threads", 2);
        set("num.io.threads", 4);
        // Memory that is taken at once: Kafka's own default is a third of the heap.
        set("log.cleaner.dedupe.buffer.size", 16 << 20);
        // Of three, the one that was killed is missed early.
        set("broker.session.timeout.ms", 6_000);
        set("broker.heartbeat.interval.ms", 1_000);
    }

    private static String jaas(Map<String, String> users) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required "
                + users.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(user -> "user_" + user.getKey() + "=\"" + user.getValue() + "\"")
                        .collect(Collectors.joining(" "))
                + ";";
    }

    private void set(String name, Object value) {
        properties.setProperty(name, value.toString());
    }
}

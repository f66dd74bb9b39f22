package io.millrace.examples.kafka;

import io.millrace.examples.process.Loopback;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which brokers there are, and where. They are numbered from 0; to Kafka they are the nodes from 1 on, each of them broker and
 * controller.
 *
 * @param id of the cluster
 * @param folder of all of them
 * @param ports of each
 */
record ClusterLayout(String id, Path folder, List<NodePorts> ports) {

    /** A cluster that has never been. */
    static ClusterLayout of(Path folder, List<NodePorts> ports) {
        return new ClusterLayout(randomId(), folder, ports);
    }

    int brokers() {
        return ports.size();
    }

    Path folderOf(int broker) {
        return folder.resolve("broker-" + broker);
    }

    String bootstrapServers() {
        return addresses(NodePorts::plain);
    }

    String saslBootstrapServers() {
        return addresses(NodePorts::sasl);
    }

    /** As Kafka wants them: "1@127.0.0.1:15001,2@127.0.0.1:15002". */
    String controllers() {
        return IntStream.range(0, brokers())
                .mapToObj(
                        i -> (i + 1) + "@" + Loopback.HOST + ":" + ports.get(i).controller())
                .collect(Collectors.joining(","));
    }

    private String addresses(ToIntFunction<NodePorts> port) {
        return ports.stream()
                .map(node -> Loopback.HOST + ":" + port.applyAsInt(node))
                .collect(Collectors.joining(","));
    }

    /** Sixteen bytes in Base64, as Kafka makes them; none that a command line would take for an option. */
    private static String randomId() {
        String id;
        do {
            UUID uuid = UUID.randomUUID();
            byte[] bytes = ByteBuffer.allocate(16)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
            id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } while (id.startsWith("-"));
        return id;
    }
}

package io.millrace.kafka.source;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The clients of a fetcher: a consumer that does nothing but fetch, and an admin client that is asked everything else, since
 * its answers do not have to be waited for.
 *
 * @param consumer fetches; owned by the fetcher's thread
 * @param admin answers questions
 */
record KafkaClients(Consumer<byte[], byte[]> consumer, Admin admin) implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    static KafkaClients of(ClientConfiguration configuration, String task) {
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                configuration.consumer(task), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            return new KafkaClients(consumer, Admin.create(configuration.admin(task)));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Whether one of the servers has an address: without any, clients cannot be made. */
    static boolean hasAddress(List<String> servers) {
        return servers.stream().anyMatch(KafkaClients::hasAddress);
    }

    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        } finally {
            admin.close(CLOSE_TIMEOUT);
        }
    }

    private static boolean hasAddress(String server) {
        String address = server.trim();
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        try {
            return InetAddress.getAllByName(host.replaceAll("[\\[\\]]", "")).length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}

package io.millrace.benchmark.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The cluster that all engines use.
 *
 * @param servers where clients find it
 * @param partitions of each topic
 */
record KafkaCluster(String servers, int partitions) {

    /** Settings that every client needs. */
    Map<String, Object> client() {
        return Map.of("bootstrap.servers", servers);
    }

    /** Makes an empty topic. */
    String newTopic(String name) throws InterruptedException {
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
            return name;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Topic cannot be made: topic=" + name + ", servers=" + servers, e.getCause());
        }
    }
}

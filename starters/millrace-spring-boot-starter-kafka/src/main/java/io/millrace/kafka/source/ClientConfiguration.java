package io.millrace.kafka.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Makes configurations of clients of the one that the user has given for consumers. What the user says holds, except where a
 * source could not be right with it.
 */
final class ClientConfiguration {

    /**
     * Enough for a poll to bring all that a partition sends at once ({@code max.partition.fetch.bytes}, 1 MiB) in records of
     * 100 bytes: what is done for each batch is then done seldom.
     */
    private static final int MAX_POLL_RECORDS = 10_000;

    /**
     * A broker answers when it has this much or {@link #FETCH_MAX_WAIT_MILLIS} have gone by. So a busy topic is not fetched in
     * thousands of small answers a second, and a record of a quiet one waits for 20 ms at most.
     */
    private static final int FETCH_MIN_BYTES = 64 << 10;

    private static final int FETCH_MAX_WAIT_MILLIS = 20;

    /** The client holds one answer of each broker ahead of what is polled; Kafka's own 50 MiB are much for each task. */
    private static final int FETCH_MAX_BYTES = 16 << 20;

    /**
     * Partitions are assigned and never subscribed to. What is for members of groups would be in the way, and offsets are
     * committed by the admin client, which has no need of a group's coordinator while it reads.
     */
    private static final Set<String> OF_GROUPS = Set.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);

    private final Map<String, Object> user;

    /**
     * Takes what the user has given.
     *
     * @throws IllegalArgumentException if a source cannot be right with it
     */
    ClientConfiguration(Map<String, Object> user) {
        this.user = user;
        if (text(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG) == null) {
            throw new IllegalArgumentException(
                    "Source has no brokers: bootstrap.servers is missing; set spring.kafka.bootstrap-servers");
        }
        if (Boolean.parseBoolean(text(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG))) {
            throw new IllegalArgumentException(
                    "Source commits offsets when a checkpoint is complete, and not by itself: enable.auto.commit=true;"
                            + " leave spring.kafka.consumer.enable-auto-commit out");
        }
    }

    /** Names of the brokers as the user has given them. */
    String brokers() {
        String brokers = text(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
        return brokers == null ? "" : brokers;
    }

    List<String> bootstrapServers() {
        return List.of(brokers().split(","));
    }

    @Nullable
    String group() {
        String group = text(ConsumerConfig.GROUP_ID_CONFIG);
        return group == null || group.isBlank() ? null : group;
    }

    IsolationLevel isolation() {
        String level = text(ConsumerConfig.ISOLATION_LEVEL_CONFIG);
        return level == null || level.toLowerCase(Locale.ROOT).equals("read_committed")
                ? IsolationLevel.READ_COMMITTED
                : IsolationLevel.READ_UNCOMMITTED;
    }

    /** The user's client id, or {@code millrace}, with the name of the task behind it. */
    String clientId(String task) {
        String prefix = text(ConsumerConfig.CLIENT_ID_CONFIG);
        return (prefix == null || prefix.isBlank() ? "millrace" : prefix) + '-' + task;
    }

    Map<String, Object> consumer(String task) {
        Map<String, Object> consumer = new HashMap<>(user);
        consumer.keySet().removeAll(OF_GROUPS);
        consumer.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        consumer.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        consumer.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId(task));
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // An offset that is gone is found out and told, never replaced in silence.
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer.putIfAbsent(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
        consumer.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        consumer.putIfAbsent(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_MIN_BYTES);
        consumer.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT_MILLIS);
        consumer.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_MAX_BYTES);
        return consumer;
    }

    /** What consumers and admin clients have in common, and what neither knows: that is for plugins of the user's. */
    Map<String, Object> admin(String task) {
        Map<String, Object> admin = new HashMap<>(user);
        admin.keySet()
                .removeIf(key -> ConsumerConfig.configNames().contains(key)
                        && !AdminClientConfig.configNames().contains(key));
        admin.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId(task));
        return admin;
    }

    /** A producer of dead letters: each is written, and in order. */
    static Map<String, Object> deadLetterProducer(Map<String, Object> user, String clientId) {
        Map<String, Object> producer = new HashMap<>(user);
        producer.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        producer.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        producer.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        producer.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        return producer;
    }

    private @Nullable String text(String key) {
        Object value = user.get(key);
        if (value instanceof Collection<?> several) {
            return several.isEmpty()
                    ? null
                    : several.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        return value == null ? null : value.toString();
    }
}

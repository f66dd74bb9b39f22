package io.millrace.kafka.sink;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Makes the configurations of clients from what the user gives, and refuses what contradicts the sink. */
final class ProducerSettings {

    /** Records of a transaction come all at once, and fill large batches; the producer's own 16 KiB make many requests. */
    private static final int BATCH_BYTES = 128 * 1024;

    private static final int LINGER_MILLIS = 5;

    /** In which the producer gives up a call and the sink says that Kafka does not answer. */
    private static final int MAX_BLOCK_MILLIS = 10_000;

    private ProducerSettings() {}

    static void check(Map<String, Object> user) {
        Object servers = user.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
        if (servers == null || servers.toString().isBlank()) {
            throw new ProducerSettingException(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    "none",
                    "no broker is named",
                    "name at least one broker as host:port");
        }
        if ("false".equalsIgnoreCase(text(user, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG))) {
            throw contradiction(
                    user, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "records that are sent again would appear twice");
        }
        String acks = text(user, ProducerConfig.ACKS_CONFIG);
        if (acks != null && !acks.equals("all") && !acks.equals("-1")) {
            throw contradiction(user, ProducerConfig.ACKS_CONFIG, "records that are acknowledged could be lost");
        }
        if ("0".equals(text(user, ProducerConfig.RETRIES_CONFIG))) {
            throw contradiction(user, ProducerConfig.RETRIES_CONFIG, "a broker that changes places would be a failure");
        }
    }

    /** Configuration of a producer that writes in transactions. */
    static Map<String, Object> transactional(Map<String, Object> user, String clientId, String transactionalId) {
        Map<String, Object> config = common(user, clientId);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        return config;
    }

    /** Configuration of a producer that goes on trying for as long as a broker is away. */
    static Map<String, Object> patient(Map<String, Object> user, String clientId) {
        Map<String, Object> config = common(user, clientId);
        config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        config.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        return config;
    }

    /** Configuration of an admin client that reaches the same brokers in the same way. */
    static Map<String, Object> admin(Map<String, Object> user, String clientId) {
        Map<String, Object> config = new HashMap<>(user);
        config.keySet()
                .removeIf(name -> ProducerConfig.configNames().contains(name)
                        && !AdminClientConfig.configNames().contains(name));
        config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId(user, clientId) + "-admin");
        return config;
    }

    static String brokers(Map<String, Object> user) {
        return String.valueOf(user.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    private static Map<String, Object> common(Map<String, Object> user, String clientId) {
        Map<String, Object> config = new HashMap<>(user);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId(user, clientId));
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        return config;
    }

    /** Two clients of one name in one JVM would quarrel about their metrics. */
    private static String clientId(Map<String, Object> user, String clientId) {
        String own = text(user, ProducerConfig.CLIENT_ID_CONFIG);
        return own == null || own.isBlank() ? clientId : own + "-" + clientId;
    }

    private static @Nullable String text(Map<String, Object> user, String name) {
        Object value = user.get(name);
        return value == null ? null : value.toString().trim();
    }

    private static ProducerSettingException contradiction(Map<String, Object> user, String name, String reason) {
        return new ProducerSettingException(
                name, String.valueOf(user.get(name)), reason, "remove the setting: the sink chooses it");
    }
}

package io.millrace.kafka.sink;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics that a writer writes to, and what they take. A record that a topic would refuse is refused before anybody relies
 * on it: in a checkpoint it would stop the topology for good.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class Topics {

    private static final Logger log = LoggerFactory.getLogger(Topics.class);

    /** How long a refusal counts before the topic is looked at anew. */
    private static final long FRESH_MILLIS = 10_000;

    private static final int MAX_LOOKS = 10;
    private static final long LOOK_PAUSE_MILLIS = 200;

    private final Connection connection;
    private final long maxRecordBytes;
    private final Map<String, Known> known = new HashMap<>();

    /** Topics whose settings may not be asked for. */
    private final Set<String> forbidden = new HashSet<>();

    Topics(Connection connection) {
        this.connection = connection;
        this.maxRecordBytes = connection.maxRecordBytes();
    }

    /**
     * Refuses a record that Kafka would refuse.
     *
     * @throws RecordRefusedException if it would
     * @throws InterruptedException if the task is to end
     * @throws KafkaSinkError if the topic cannot be asked about, and waiting does not help
     */
    void check(OutgoingRecord record) throws RecordRefusedException, InterruptedException {
        String topic = record.topic();
        if (topic.isEmpty()) {
            throw new RecordRefusedException(record, "reason=no topic", "name a topic for each result");
        }
        long bytes = record.kafkaBytes();
        if (bytes > maxRecordBytes) {
            throw new RecordRefusedException(
                    record,
                    "reason=larger than the producer allows, bytes=" + bytes + ", max=" + maxRecordBytes,
                    "raise max.request.size (spring.kafka.producer.properties.max.request.size), and buffer.memory if"
                            + " that is less, or make the record smaller");
        }
        long nowMillis = connection.context().nowMillis();
        Known found = known.get(topic);
        if (found == null) {
            found = lookFor(record);
        }
        RecordRefusedException refusal = found.limits.refusal(record, nowMillis);
        if (refusal != null && nowMillis - found.sinceMillis > FRESH_MILLIS) {
            refusal = lookFor(record).limits.refusal(record, nowMillis);
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    /**
     * Makes sure that a topic is there. One that has been made just now may not be known to every broker.
     *
     * @throws KafkaSinkException if it is not
     */
    void require(String topic) throws KafkaSinkException, InterruptedException {
        for (int lookedFor = 1; ; lookedFor++) {
            try {
                look(topic);
                return;
            } catch (KafkaException e) {
                if (!isUnknown(e) || lookedFor == MAX_LOOKS) {
                    throw new KafkaSinkException(explain(topic, e), e);
                }
            }
            Thread.sleep(LOOK_PAUSE_MILLIS);
        }
    }

    /** Most bytes that all known topics take at once. */
    long maxBatchBytes() {
        return known.values().stream()
                .mapToLong(each -> each.limits.maxBytes())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private Known lookFor(OutgoingRecord record) throws RecordRefusedException, InterruptedException {
        try {
            return look(record.topic());
        } catch (KafkaException e) {
            if (isUnknown(e)) {
                throw new RecordRefusedException(
                        record, "reason=no such topic", "create it: the sink makes no topics; or name another");
            }
            throw new KafkaSinkError(explain(record.topic(), e), e);
        }
    }

    private Known look(String topic) throws InterruptedException {
        TopicLimits limits =
                connection.patience().keepTrying("look at topic " + topic, () -> limits(topic, partitions(topic)));
        Known found = new Known(limits, connection.context().nowMillis());
        known.put(topic, found);
        return found;
    }

    private static boolean isUnknown(KafkaException failure) {
        return FailureKind.find(failure, UnknownTopicOrPartitionException.class) != null
                || FailureKind.find(failure, InvalidTopicException.class) != null;
    }

    private int partitions(String topic) throws ExecutionException, InterruptedException {
        return connection
                .admin()
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next()
                .partitions()
                .size();
    }

    private TopicLimits limits(String topic, int partitions) throws ExecutionException, InterruptedException {
        if (forbidden.contains(topic)) {
            return TopicLimits.ofPartitions(partitions);
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = connection
                    .admin()
                    .describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next();
            return TopicLimits.of(partitions, name -> value(config, name));
        } catch (ExecutionException e) {
            if (FailureKind.find(e, AuthorizationException.class) == null
                    && FailureKind.find(e, UnsupportedVersionException.class) == null) {
                throw e;
            }
            forbidden.add(topic);
            log.info(
                    "Settings of topics cannot be asked for, so records are not compared with them before they are in a"
                            + " checkpoint: topic={}, reason={}; allow DescribeConfigs on the topics",
                    topic,
                    FailureKind.reason(e).getMessage());
            return TopicLimits.ofPartitions(partitions);
        }
    }

    private static @Nullable String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null ? null : entry.value();
    }

    private static String explain(String topic, KafkaException failure) {
        return isUnknown(failure)
                ? "Topic of Kafka does not exist: topic=" + topic
                        + "; create it, or name another: the sink makes no topics"
                : "Topic of Kafka cannot be looked at: topic=" + topic + ", reason="
                        + FailureKind.reason(failure).getMessage()
                        + "; check the credentials, and that they allow Describe and Write on the topic";
    }

    private record Known(TopicLimits limits, long sinceMillis) {}
}

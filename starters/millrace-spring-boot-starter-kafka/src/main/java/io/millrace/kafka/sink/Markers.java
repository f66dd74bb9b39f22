package io.millrace.kafka.sink;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks that say up to which transaction an attempt has written: an offset in a group of its own, committed in the same Kafka
 * transaction as the records. The offset is the number of the transaction, and stands at partition 0 of each topic that it
 * writes to, since a broker takes offsets of partitions that exist only.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class Markers {

    /** No transaction of the attempt is marked. */
    static final long NONE = 0;

    private static final Logger log = LoggerFactory.getLogger(Markers.class);

    /** The shortest for which a broker can be told to keep them. */
    static final long LEAST_RETENTION_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private static final long MOST_CLOCK_SKEW_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private static final String RETENTION = "offsets.retention.minutes";
    private static final long ASSUMED_RETENTION_MILLIS = TimeUnit.DAYS.toMillis(7);

    private final Connection connection;

    Markers(Connection connection) {
        this.connection = connection;
    }

    /** The marks of a transaction. */
    static Map<TopicPartition, OffsetAndMetadata> of(TransactionName name, Collection<String> topics) {
        Map<TopicPartition, OffsetAndMetadata> marks = new HashMap<>();
        for (String topic : topics) {
            marks.put(new TopicPartition(topic, 0), new OffsetAndMetadata(name.sequence()));
        }
        return marks;
    }

    /**
     * A group without members. Only consumers are to make one since 4.2, and nobody here consumes; in 5.0 it becomes an
     * interface, which can be implemented.
     */
    @SuppressWarnings("removal")
    static ConsumerGroupMetadata metadata(String group) {
        return new ConsumerGroupMetadata(group);
    }

    /**
     * Number of the last transaction that is marked, or {@link #NONE}.
     *
     * <p><b>Contract.</b> To be asked when the transactional id has been taken over, and nobody else can commit any more.
     */
    long lastMarked(String group, Collection<String> topics) throws InterruptedException {
        return connection.patience().keepTrying("read the marks of group " + group, () -> read(group, topics));
    }

    /**
     * Number of the last transaction that is marked, asked once.
     *
     * @throws UnstableOffsetCommitException if a mark is under way
     */
    long read(String group, Collection<String> topics) throws ExecutionException, InterruptedException {
        return read(group, topics, true);
    }

    /** The same, without regard to marks that are under way. */
    long readWritten(String group, Collection<String> topics) throws ExecutionException, InterruptedException {
        return read(group, topics, false);
    }

    /** Sets the marks of a transaction outside of any, whatever else is under way. */
    void set(TransactionName name, Collection<String> topics) throws ExecutionException, InterruptedException {
        connection
                .admin()
                .alterConsumerGroupOffsets(name.markerGroup(), of(name, topics))
                .all()
                .get();
    }

    private long read(String group, Collection<String> topics, boolean isStable)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions =
                topics.stream().map(topic -> new TopicPartition(topic, 0)).toList();
        Map<TopicPartition, OffsetAndMetadata> offsets = connection
                .admin()
                .listConsumerGroupOffsets(
                        Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)),
                        new ListConsumerGroupOffsetsOptions().requireStable(isStable))
                .partitionsToOffsetAndMetadata(group)
                .get();
        long last = NONE;
        for (TopicPartition partition : partitions) {
            // The client leaves out what it got an error for, such as a commit that is under way; null says that there
            // is none.
            if (!offsets.containsKey(partition)) {
                throw new UnstableOffsetCommitException("No answer for " + partition);
            }
            OffsetAndMetadata mark = offsets.get(partition);
            if (mark != null) {
                last = Math.max(last, mark.offset());
            }
        }
        return last;
    }

    /** Whether the mark of a transaction, had there been one, may be gone by now. */
    boolean mayBeGone(TransactionName name) throws InterruptedException {
        long ageMillis = connection.context().nowMillis() - name.preparedAtMillis();
        return mayHaveExpired(ageMillis, LEAST_RETENTION_MILLIS) && mayHaveExpired(ageMillis, retentionMillis());
    }

    /** For how long Kafka keeps a mark. */
    long retentionMillis() throws InterruptedException {
        long minutes = brokerNumber(RETENTION, TimeUnit.MILLISECONDS.toMinutes(ASSUMED_RETENTION_MILLIS));
        return TimeUnit.MINUTES.toMillis(minutes);
    }

    /** A setting of the brokers, or what it is assumed to be where it may not be asked for. */
    long brokerNumber(String setting, long assumed) throws InterruptedException {
        try {
            return connection.patience().keepTrying("ask for " + setting, () -> readNumber(setting, assumed));
        } catch (KafkaException e) {
            if (FailureKind.find(e, AuthorizationException.class) == null) {
                throw e;
            }
            log.info(
                    "Setting of the brokers cannot be asked for and is taken for its default: setting={}, value={},"
                            + " reason={}; allow DescribeConfigs on the cluster",
                    setting,
                    assumed,
                    FailureKind.reason(e).getMessage());
            return assumed;
        }
    }

    /** Whether the mark of a transaction, had there been one, may be gone. Clocks may differ by some minutes. */
    static boolean mayHaveExpired(long ageMillis, long retentionMillis) {
        return ageMillis >= retentionMillis - Math.min(MOST_CLOCK_SKEW_MILLIS, retentionMillis / 6);
    }

    private long readNumber(String setting, long assumed) throws ExecutionException, InterruptedException {
        Admin admin = connection.admin();
        Node node = admin.describeCluster().nodes().get().iterator().next();
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
        Config config = admin.describeConfigs(List.of(broker))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        var entry = config.get(setting);
        return entry == null || entry.value() == null ? assumed : Long.parseLong(entry.value());
    }
}

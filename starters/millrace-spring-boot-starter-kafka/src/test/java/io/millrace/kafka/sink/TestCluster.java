package io.millrace.kafka.sink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * A real broker in this JVM, started once for all test classes, with what tests ask it. It makes no topics by itself, and gives
 * up a transaction soon after its time.
 */
public final class TestCluster {

    private static final TestCluster SHARED = new TestCluster();

    private final EmbeddedKafkaBroker broker;
    private final Admin admin;

    private TestCluster() {
        broker = new EmbeddedKafkaKraftBroker(1, 1)
                .brokerProperties(Map.of(
                        "auto.create.topics.enable", "false",
                        "offsets.topic.replication.factor", "1",
                        "transaction.state.log.replication.factor", "1",
                        "transaction.state.log.min.isr", "1",
                        "group.initial.rebalance.delay.ms", "0",
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "100",
                        "offsets.topic.num.partitions", "5",
                        "transaction.state.log.num.partitions", "5"));
        broker.afterPropertiesSet();
        admin = Admin.create(config());
    }

    public static TestCluster shared() {
        return SHARED;
    }

    public Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", broker.getBrokersAsString());
        return config;
    }

    public Admin admin() {
        return admin;
    }

    /** Makes a topic; yields its name. */
    public String topic(String name, int partitions, Map<String, String> settings) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
                .all()
                .get();
        return name;
    }

    public String topic(String name, int partitions) throws Exception {
        return topic(name, partitions, Map.of());
    }

    public void set(String topic, String setting, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    }

    /**
     * All records that a reader of committed ones sees, partition by partition. The answer to a commit comes before readers see
     * it, so this waits until commits that are decided are done.
     */
    public List<ConsumerRecord<byte[], byte[]>> records(String... topics) throws Exception {
        ListTransactionsOptions decided = new ListTransactionsOptions()
                .filterStates(List.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
        while (!admin.listTransactions(decided).all().get().isEmpty()) {
            Thread.onSpinWait();
        }
        Map<String, Object> config = config();
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "none");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(List.of(topics));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** Their values. */
    public List<String> values(String... topics) throws Exception {
        return records(topics).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<TopicPartition> partitions(Collection<String> topics) throws Exception {
        List<TopicPartition> partitions = new ArrayList<>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(each -> partitions.add(new TopicPartition(topic, each.partition()))));
        return partitions;
    }
}

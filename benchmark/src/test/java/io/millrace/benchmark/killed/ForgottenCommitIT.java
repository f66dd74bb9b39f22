package io.millrace.benchmark.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.examples.kafka.BrokerSettings;
import io.millrace.examples.kafka.KafkaBrokers;
import io.millrace.kafka.KafkaSink;
import io.millrace.sink.Transaction;
import io.millrace.sink.TransactionalWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A broker is killed just after it has confirmed a commit, and forgets to end the transaction in its partitions when it is back:
 * it takes them for deleted, since for a moment they have no leader (KAFKA-20734, seen with 4.4.0). The records are then seen by
 * nobody, though the coordinator of transactions has them committed.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ForgottenCommitIT {

    private static final String TOPIC = "sums";
    private static final int PARTITIONS = 4;
    private static final int VALUES = 40;

    /** It happens in most, and in fewer where the machine is busy: the broker has to die within some milliseconds. */
    private static final int MAX_KILLS = 8;

    @Test
    void shouldWriteATransactionOnceWhoseCommitTheBrokerHasForgotten() throws Exception {
        try (KafkaBrokers broker = KafkaBrokers.start(BrokerSettings.of(1))) {
            Map<String, Object> cluster = Map.of("bootstrap.servers", broker.bootstrapServers());
            List<String> expected = new ArrayList<>();
            try (Admin admin = Admin.create(cluster)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                        .all()
                        .get();
                int forgotten = 0;
                for (int kill = 1; forgotten == 0; kill++) {
                    assumeThat(kill).as("kills without a forgotten commit").isLessThanOrEqualTo(MAX_KILLS);
                    List<String> values = values(kill);
                    expected.addAll(values);
                    List<Transaction> prepared = prepare(cluster, values);
                    KafkaProducer<String, String> producer =
                            commitByHand(cluster, prepared.get(0).id(), values);
                    broker.kill(0);
                    producer.close(Duration.ZERO);
                    broker.restart(0);
                    awaitEnd(admin, prepared.get(0).id());
                    forgotten = open(admin);
                    System.out.println("kill " + kill + ": " + forgotten + " partitions without the end of the commit");
                    recover(cluster, prepared);
                    assertThat(open(admin)).as("open transactions").isZero();
                    assertThat(read(cluster)).containsExactlyInAnyOrderElementsOf(expected);
                    // A third life finds it written.
                    recover(cluster, prepared);
                    assertThat(read(cluster)).containsExactlyInAnyOrderElementsOf(expected);
                }
            }
        }
    }

    private static List<String> values(int kill) {
        return IntStream.range(0, VALUES).mapToObj(i -> kill + "-" + i).toList();
    }

    private static List<Transaction> prepare(Map<String, Object> cluster, List<String> values) throws Exception {
        TransactionalWriter<String> writer = writer(cluster);
        try {
            writer.recover(0, List.of());
            for (String value : values) {
                writer.write(value, System.currentTimeMillis());
            }
            return writer.prepare(1);
        } finally {
            writer.close();
        }
    }

    private static void recover(Map<String, Object> cluster, List<Transaction> prepared) throws Exception {
        TransactionalWriter<String> writer = writer(cluster);
        try {
            writer.recover(1, prepared);
        } finally {
            writer.close();
        }
    }

    private static TransactionalWriter<String> writer(Map<String, Object> cluster) throws Exception {
        return KafkaSink.to(TOPIC, new StringSerializer(), cluster).open(new LonelyTask());
    }

    /** What a sink does to commit, but that it does not look whether it is done. */
    @SuppressWarnings("removal") // As the sink itself.
    private static KafkaProducer<String, String> commitByHand(
            Map<String, Object> cluster, String transaction, List<String> values) {
        String[] name = transaction.split("/");
        Map<String, Object> settings = new HashMap<>(cluster);
        settings.put("transactional.id", name[2]);
        String group = name[2].substring(0, name[2].lastIndexOf('-')) + "-" + name[0];
        KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        for (String value : values) {
            var unused = producer.send(new ProducerRecord<>(TOPIC, value));
        }
        producer.sendOffsetsToTransaction(
                Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(Long.parseLong(name[1]))),
                new ConsumerGroupMetadata(group));
        producer.commitTransaction();
        return producer;
    }

    /** Waits until the coordinator counts the commit as complete. */
    private static void awaitEnd(Admin admin, String transaction) throws Exception {
        String id = transaction.split("/")[2];
        while (admin.describeTransactions(List.of(id)).description(id).get().state()
                != TransactionState.COMPLETE_COMMIT) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Number of partitions that hold a transaction open. */
    private static int open(Admin admin) throws Exception {
        return (int) admin.describeProducers(partitions()).all().get().values().stream()
                .flatMap(partition -> partition.activeProducers().stream())
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .count();
    }

    private static List<String> read(Map<String, Object> cluster) {
        Map<String, Object> settings = new HashMap<>(cluster);
        settings.put("isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(partitions());
            consumer.seekToBeginning(partitions());
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    private static List<TopicPartition> partitions() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                .toList();
    }
}

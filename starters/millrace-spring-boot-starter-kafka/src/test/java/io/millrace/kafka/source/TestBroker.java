package io.millrace.kafka.source;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A broker in this JVM, and what a test does to its topics. */
final class TestBroker implements AutoCloseable {

    private final EmbeddedKafkaKraftBroker broker;
    private final Admin admin;
    private final Producer<String, String> producer;

    private final Map<String, Object> login;

    private TestBroker(EmbeddedKafkaKraftBroker broker, Map<String, Object> login) {
        this.broker = broker;
        this.login = login;
        this.admin = Admin.create(clients());
        Map<String, Object> configuration = clients();
        configuration.put("max.in.flight.requests.per.connection", 1);
        this.producer = new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer());
    }

    /** A broker whose clients have to log in. */
    static TestBroker start(Map<String, String> properties, Map<String, Object> login) {
        return new TestBroker(started(properties), login);
    }

    /** A broker that leads its clients to a proxy, which is put before it. */
    static TestBroker start(Map<String, String> properties, TcpProxy proxy) throws IOException {
        EmbeddedKafkaKraftBroker broker = started(properties);
        proxy.target(TcpProxy.port(broker.getBrokersAsString()));
        proxy.up();
        return new TestBroker(broker, Map.of());
    }

    static TestBroker start() {
        return start(Map.of(), Map.of());
    }

    private static EmbeddedKafkaKraftBroker started(Map<String, String> properties) {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(Map.of(
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                // Fifty of each would be made when they are first used.
                "transaction.state.log.num.partitions", "1",
                "offsets.topic.num.partitions", "1",
                "auto.create.topics.enable", "false"));
        broker.brokerProperties(properties);
        broker.afterPropertiesSet();
        return broker;
    }

    String address() {
        return broker.getBrokersAsString();
    }

    Admin admin() {
        return admin;
    }

    Map<String, Object> clients() {
        Map<String, Object> clients = new HashMap<>(login);
        clients.put("bootstrap.servers", address());
        return clients;
    }

    void create(String topic, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get();
        // Until it is there: making a topic is answered before every part of the broker knows it.
        Eventually.until(() -> partitions(topic) == partitions);
    }

    void addPartitions(String topic, int partitions) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all()
                .get();
    }

    void delete(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        Eventually.until(() -> partitions(topic) == 0);
    }

    void deleteRecordsBefore(String topic, long offset) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    void send(String topic, int partition, String value) throws Exception {
        producer.send(new ProducerRecord<>(topic, partition, "key", value)).get();
    }

    void send(String topic, long timestampMillis, String value) throws Exception {
        producer.send(new ProducerRecord<>(topic, 0, timestampMillis, "key", value))
                .get();
    }

    /** Sends at the next {@link #flush}, if not before. */
    void sendLater(String topic, int partition, String value) {
        producer.send(new ProducerRecord<>(topic, partition, null, value));
    }

    void flush() {
        producer.flush();
    }

    /** Numbers in turn to all partitions, from {@code first} on. */
    void sendNumbers(String topic, int partitions, int first, int count) {
        for (int i = first; i < first + count; i++) {
            sendLater(topic, i % partitions, String.valueOf(i));
        }
        flush();
    }

    /** All records of the first partition of a topic, as soon as there are this many. */
    List<ConsumerRecord<String, byte[]>> records(String topic, int count) {
        Map<String, Object> configuration = clients();
        configuration.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            Eventually.until(() -> {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
                return records.size() >= count;
            });
            return records;
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        broker.destroy();
    }

    private int partitions(String topic) throws Exception {
        try {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw e;
        }
    }
}

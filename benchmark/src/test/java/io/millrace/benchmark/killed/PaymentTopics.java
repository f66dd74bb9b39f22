package io.millrace.benchmark.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A topic with payments, and one with what comes of them.
 *
 * @param servers of the cluster
 * @param name of the run, in the names of its topics
 */
record PaymentTopics(String servers, String name) {

    static final int PARTITIONS = 4;

    private static final int SHOWN = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    String payments() {
        return "payments-" + name;
    }

    String sums() {
        return "sums-" + name;
    }

    /** Makes both topics, and fills the first. */
    void fill(Payments payments) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(topic(payments()), topic(sums()))).all().get();
        }
        // One request at a time: of several to a partition that has just been made, Kafka may refuse the first and take
        // the
        // second, and then never take the first.
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", servers,
                "max.in.flight.requests.per.connection", 1,
                "batch.size", 131_072,
                "linger.ms", 20);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, Long> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new LongSerializer())) {
            for (long number = 0; number < payments.count(); number++) {
                var unused = producer.send(record(number), (sent, failed) -> failure.compareAndSet(null, failed));
            }
        }
        assertThat(failure.get()).as("failure to send").isNull();
    }

    private ProducerRecord<String, Long> record(long number) {
        return new ProducerRecord<>(
                payments(),
                (int) (number % PARTITIONS),
                Payments.timestampMillis(number),
                Payments.account(number),
                Payments.amount(number));
    }

    /** Fails unless a consumer of what is committed sees each result once, and nothing else. */
    void requireExactly(Payments payments, String reason) {
        Map<String, Integer> seen = read();
        Set<String> expected = new HashSet<>(payments.results());
        List<String> lost = expected.stream()
                .filter(result -> !seen.containsKey(result))
                .sorted()
                .toList();
        assertThat(lost.stream().limit(SHOWN))
                .as("%s, lost %d of %d", reason, lost.size(), expected.size())
                .isEmpty();
        assertThat(seen.entrySet().stream()
                        .filter(result -> result.getValue() > 1 || !expected.contains(result.getKey()))
                        .limit(SHOWN))
                .as("%s, twice or wrong", reason)
                .isEmpty();
    }

    private Map<String, Integer> read() {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "isolation.level", "read_committed");
        Map<String, Integer> seen = new HashMap<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(sums(), PATIENCE).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, String> result : consumer.poll(Duration.ofMillis(200))) {
                    seen.merge(result.value(), 1, Integer::sum);
                }
            }
        }
        return seen;
    }

    /** Payments are of long ago, and Kafka deletes what is old. */
    private static NewTopic topic(String topic) {
        return new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()).configs(Map.of("retention.ms", "-1"));
    }
}

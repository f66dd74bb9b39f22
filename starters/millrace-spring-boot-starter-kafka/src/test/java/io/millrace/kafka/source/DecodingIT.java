package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.kafka.KafkaMeters;
import io.millrace.kafka.KafkaRecordDecoder;
import io.millrace.kafka.KafkaSource;
import io.millrace.type.TypeRef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Records that cannot be decoded, that have no value, and that are decoded as a whole. */
@Timeout(60)
class DecodingIT {

    private static TestBroker broker;

    private final String topic;

    DecodingIT(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
    }

    @BeforeAll
    static void start() {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldFailForWhatCannotBeDecoded() throws Exception {
        twoGoodAroundABadOne();
        try (TestTask<Long> task = TestTask.of(numbers())) {
            assertThat(task.failure())
                    .hasMessageContaining("Record cannot be decoded: topic=" + topic + ", partition=0, offset=1");
        }
    }

    @Test
    void shouldSkipWhatCannotBeDecoded() throws Exception {
        twoGoodAroundABadOne();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (TestTask<Long> task = TestTask.of(numbers().skipUndecodable().meters(KafkaMeters.of(registry)))) {
            task.read(2);
            assertThat(registry.get("millrace.kafka.source.undecodable")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(task.positions().get(topic + "-0")).startsWith("offset=3;");
        }
    }

    @Test
    void shouldSendWhatCannotBeDecodedToAnotherTopic() throws Exception {
        twoGoodAroundABadOne();
        String letters = topic + "-dlt";
        broker.create(letters, 1);
        try (TestTask<Long> task = TestTask.of(numbers().deadLettersTo(letters, broker.clients()))) {
            task.read(2);
        }
        ConsumerRecord<String, byte[]> letter = broker.records(letters, 1).get(0);
        assertThat(letter.key()).isEqualTo("key");
        assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo("bad");
        assertThat(text(letter, "kafka_dlt-original-topic")).isEqualTo(topic);
        assertThat(text(letter, "kafka_dlt-exception-fqcn")).contains("SerializationException");
        assertThat(text(letter, "kafka_dlt-exception-stacktrace")).contains("LongDeserializer");
        assertThat(ByteBuffer.wrap(header(letter, "kafka_dlt-original-partition"))
                        .getInt())
                .isZero();
        assertThat(ByteBuffer.wrap(header(letter, "kafka_dlt-original-offset")).getLong())
                .isEqualTo(1);
    }

    @Test
    void shouldFailWhereDeadLettersCannotBeWritten() throws Exception {
        twoGoodAroundABadOne();
        Map<String, Object> producer = broker.clients();
        producer.put("max.block.ms", 500);
        try (TestTask<Long> task = TestTask.of(numbers().deadLettersTo(topic + "-none", producer))) {
            assertThat(task.failure()).hasMessageContaining("Dead letter cannot be written: topic=" + topic + "-none");
            assertThat(task.count()).isZero();
        }
    }

    @Test
    void shouldLeaveOutRecordsWithoutValue() throws Exception {
        broker.create(topic, 1);
        broker.send(topic, 0, null);
        broker.send(topic, 0, "a");
        broker.send(topic, 0, null);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        KafkaSource<String> source = KafkaSource.of(broker.clients(), new StringDeserializer(), topic)
                .meters(KafkaMeters.of(registry))
                .untilLatest();
        try (TestTask<String> task = TestTask.of(source)) {
            task.end();
            assertThat(task.values(topic + "-0")).containsExactly("a");
            assertThat(registry.get("millrace.kafka.source.tombstones")
                            .counter()
                            .count())
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldDecodeWholeRecordsAlsoWithoutValue() throws Exception {
        broker.create(topic, 1);
        broker.send(topic, 0, null);
        broker.send(topic, 0, "left out");
        broker.send(topic, 0, "a");
        KafkaRecordDecoder<String> decoder = record -> {
            String value = record.value() == null ? "-" : new String(record.value(), StandardCharsets.UTF_8);
            return value.equals("left out")
                    ? null
                    : record.topic()
                            + record.partition()
                            + record.offset()
                            + new String(record.key(), StandardCharsets.UTF_8)
                            + value;
        };
        KafkaSource<String> source = KafkaSource.of(broker.clients(), decoder, topic);
        assertThat(source.type()).isEqualTo(TypeRef.of(String.class));
        try (TestTask<String> task = TestTask.of(source)) {
            task.read(2);
            assertThat(task.values(topic + "-0")).containsExactly(topic + "00key-", topic + "02keya");
        }
    }

    @Test
    void shouldKnowTheTypeOfItsValues() {
        assertThat(numbers().type()).isEqualTo(TypeRef.of(Long.class));
        assertThat(numbers().untilLatest().type()).isEqualTo(TypeRef.of(Long.class));
        assertThat(numbers().isReplayable()).isTrue();
        assertThat(numbers().isBlocking()).isFalse();
    }

    private KafkaSource<Long> numbers() {
        return KafkaSource.of(broker.clients(), new LongDeserializer(), topic);
    }

    private void twoGoodAroundABadOne() throws Exception {
        broker.create(topic, 1);
        broker.send(topic, 0, "8 bytes.");
        broker.send(topic, 0, "bad");
        broker.send(topic, 0, "8 bytes.");
    }

    private static String text(ConsumerRecord<?, ?> record, String name) {
        return new String(header(record, name), StandardCharsets.UTF_8);
    }

    private static byte[] header(ConsumerRecord<?, ?> record, String name) {
        return record.headers().lastHeader(name).value();
    }
}

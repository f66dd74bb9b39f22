package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kafka.sink.TestCluster;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkContext;
import io.millrace.sink.Transaction;
import io.millrace.sink.TransactionalSink;
import io.millrace.sink.TransactionalWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** How results become records. */
@Timeout(30)
class KafkaSinkIT {

    private final TestCluster cluster = TestCluster.shared();

    @Test
    void shouldMakeEachPartOfARecord(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        cluster.topic(name + "-even", 3);
        cluster.topic(name + "-odd", 3);
        long nowMillis = System.currentTimeMillis();
        KafkaSink<Integer> sink = KafkaSink.<Integer, String>to(
                        "none", number -> "number " + number, new StringSerializer(), cluster.config())
                .topic(number -> name + (number % 2 == 0 ? "-even" : "-odd"))
                .key(number -> number, new IntegerSerializer())
                .partition(number -> 2)
                .timestamp(number -> nowMillis - number)
                .header("unit", number -> "piece".getBytes(StandardCharsets.UTF_8))
                .header("none", number -> null);
        write(sink, name, 1, 2);
        List<ConsumerRecord<byte[], byte[]>> records = cluster.records(name + "-even", name + "-odd");
        assertThat(records).hasSize(2).allSatisfy(record -> {
            assertThat(record.partition()).isEqualTo(2);
            assertThat(record.headers().lastHeader("unit").value()).asString().isEqualTo("piece");
            assertThat(record.headers().lastHeader("none").value()).isNull();
        });
        ConsumerRecord<byte[], byte[]> odd = records.stream()
                .filter(record -> record.topic().endsWith("odd"))
                .findFirst()
                .orElseThrow();
        assertThat(odd.key()).containsExactly(0, 0, 0, 1);
        assertThat(odd.value()).asString().isEqualTo("number 1");
        assertThat(odd.timestamp()).isEqualTo(nowMillis - 1);
    }

    @Test
    void shouldWriteTheRecordsThatAFunctionMakes(TestInfo test) throws Exception {
        String topic = cluster.topic(test.getTestMethod().orElseThrow().getName(), 2);
        byte[] value = {1, 2};
        KafkaSink<Integer> sink = KafkaSink.records(
                (number, millis) -> new ProducerRecord<>(topic, 1, null, null, value), cluster.config());
        write(sink, topic, 5);
        assertThat(cluster.records(topic)).singleElement().satisfies(record -> {
            assertThat(record.partition()).isOne();
            assertThat(record.key()).isNull();
            assertThat(record.value()).isEqualTo(value);
            assertThat(record.timestamp()).isEqualTo(NOW);
        });
    }

    @Test
    void shouldKeepTheHeadersThatASerializerAdds(TestInfo test) throws Exception {
        String topic = cluster.topic(test.getTestMethod().orElseThrow().getName(), 1);
        Serializer<Integer> typed = new Serializer<>() {
            @Override
            public byte[] serialize(String ofTopic, Integer data) {
                throw new UnsupportedOperationException();
            }

            @Override
            public byte[] serialize(String ofTopic, org.apache.kafka.common.header.Headers headers, Integer data) {
                headers.add("type", "int".getBytes(StandardCharsets.UTF_8));
                return new byte[] {data.byteValue()};
            }
        };
        write(KafkaSink.<Integer>to(topic, typed, cluster.config()), topic, 7, 8);
        assertThat(cluster.records(topic))
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.headers().toArray()).hasSize(1));
    }

    @Test
    void shouldThrowWhatASerializerThrowsAndGoOn(TestInfo test) throws Exception {
        String topic = cluster.topic(test.getTestMethod().orElseThrow().getName(), 1);
        Serializer<Integer> picky = (ofTopic, data) -> {
            if (data == 13) {
                throw new SerializationException("unlucky");
            }
            return new byte[] {data.byteValue()};
        };
        TransactionalWriter<Integer> writer =
                KafkaSink.<Integer>to(topic, picky, cluster.config()).open(new Context(topic));
        writer.recover(0, List.of());
        writer.write(12, NOW);
        assertThatThrownBy(() -> writer.write(13, NOW)).isInstanceOf(SerializationException.class);
        writer.write(14, NOW);
        for (Transaction transaction : writer.prepare(1)) {
            writer.commit(transaction);
        }
        assertThat(cluster.records(topic))
                .extracting(record -> (int) record.value()[0])
                .containsExactly(12, 14);
        writer.close();
    }

    @Test
    void shouldPromiseWhatItKeeps() {
        KafkaSink<String> sink = KafkaSink.to("t", new StringSerializer(), cluster.config());
        assertThat(sink).isInstanceOf(TransactionalSink.class);
        assertThat(sink.isBlocking()).isTrue();
        Sink<String> atOnce = sink.atLeastOnce();
        assertThat(atOnce).isNotInstanceOf(TransactionalSink.class);
        assertThat(atOnce.isBlocking()).isTrue();
        assertThat(atOnce.isIdempotent()).isFalse();
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        Map<String, Object> config = cluster.config();
        assertThatThrownBy(
                        () -> KafkaSink.to("t", new StringSerializer(), config).transactionalIdPrefix(" "))
                .hasMessageContaining("blank");
        assertThatThrownBy(
                        () -> KafkaSink.to("t", new StringSerializer(), config).maxPendingBytes(0))
                .hasMessageContaining("maxPendingBytes=0");
        assertThatThrownBy(() -> KafkaSink.<String>records((value, millis) -> null, config)
                        .header("a", value -> null))
                .hasMessageContaining("Sink writes whole records");
    }

    private static final long NOW = System.currentTimeMillis();

    private static void write(KafkaSink<Integer> sink, String topology, Integer... values) throws Exception {
        TransactionalWriter<Integer> writer = sink.open(new Context(topology));
        writer.recover(0, List.of());
        for (Integer value : values) {
            writer.write(value, NOW);
        }
        for (Transaction transaction : writer.prepare(1)) {
            writer.commit(transaction);
        }
        writer.close();
    }

    private record Context(String topology) implements SinkContext {

        @Override
        public Duration checkpointInterval() {
            return null;
        }

        @Override
        public String operatorName() {
            return "out";
        }

        @Override
        public int taskIndex() {
            return 0;
        }

        @Override
        public int parallelism() {
            return 1;
        }

        @Override
        public long nowMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public void trouble(String reason) {}
    }
}

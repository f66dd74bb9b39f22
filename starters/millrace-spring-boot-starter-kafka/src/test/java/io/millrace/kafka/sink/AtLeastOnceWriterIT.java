package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sink.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AtLeastOnceWriterIT {

    private final TestCluster cluster = TestCluster.shared();
    private String topic;
    private SinkSettings settings;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        topic = cluster.topic(test.getTestMethod().orElseThrow().getName(), 2);
        settings = SinkSettings.of(cluster.config(), topic);
    }

    @Test
    void shouldHaveWrittenEverythingWhenACheckpointPasses() throws Exception {
        // Nothing goes out by itself, so only the wait for acknowledgements can have sent it.
        AtLeastOnceWriter<String> writer = writer(settings.withProperty("linger.ms", 200));
        writer.recover(0, List.of());
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            writer.write("v" + i, System.currentTimeMillis());
            expected.add("v" + i);
            writer.flush();
        }
        assertThat(writer.prepare(1)).isEmpty();
        assertThat(cluster.values(topic)).containsExactlyInAnyOrderElementsOf(expected);
        writer.write("last", System.currentTimeMillis());
        writer.sync();
        assertThat(cluster.values(topic)).hasSize(1_001);
        writer.close();
    }

    @Test
    void shouldWriteWhatWasPreparedBeforeItWroteAtOnce() throws Exception {
        try (SinkTasks tasks = new SinkTasks(topic, topic)) {
            ExactlyOnceWriter<String> exactlyOnce = tasks.started();
            SinkTasks.write(exactlyOnce, "a");
            List<Transaction> prepared = exactlyOnce.prepare(1);
            AtLeastOnceWriter<String> writer = writer(settings);
            writer.recover(1, prepared);
            assertThat(cluster.values(topic)).containsExactly("a");
            writer.recover(1, prepared);
            assertThat(cluster.values(topic)).containsExactly("a");
            writer.close();
        }
    }

    @Test
    void shouldLetNoCheckpointPassWhereARecordHasFailed() throws Exception {
        AtLeastOnceWriter<String> writer = writer(settings);
        writer.recover(0, List.of());
        writer.write("small", System.currentTimeMillis());
        writer.sync();
        cluster.set(topic, "max.message.bytes", "1000");
        writer.write("x".repeat(5_000), System.currentTimeMillis());
        assertThatThrownBy(() -> writer.prepare(1))
                .isInstanceOf(KafkaSinkError.class)
                .hasMessageContaining("Record cannot be sent to Kafka");
        assertThatThrownBy(writer::flush).isInstanceOf(KafkaSinkError.class);
        writer.close();
    }

    private AtLeastOnceWriter<String> writer(SinkSettings ofWriter) {
        Connection connection = new Connection(KafkaClients.REAL, ofWriter, new FixedContext(topic, 0, 1));
        return new AtLeastOnceWriter<>(
                (value, timestampMillis, record) -> {
                    record.topic(topic);
                    record.timestampMillis(timestampMillis);
                    record.value(value.getBytes(StandardCharsets.UTF_8));
                },
                ofWriter,
                connection);
    }
}

package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Records that would stop the topology for good if a checkpoint held them. */
@Timeout(30)
class RefusedRecordsIT {

    private static final long HOUR_MILLIS = 3_600_000;

    private final TestCluster cluster = TestCluster.shared();
    private String topic;
    private SinkTasks tasks;

    @BeforeEach
    void name(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        tasks = new SinkTasks(topic, topic);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void shouldNotStartWhereTheTopicDoesNotExist() {
        assertThatThrownBy(() -> tasks.started())
                .isInstanceOf(KafkaSinkException.class)
                .hasMessage("Topic of Kafka does not exist: topic=" + topic
                        + "; create it, or name another: the sink makes no topics");
    }

    @Test
    void shouldRefuseWhatIsLargerThanARequest() throws Exception {
        cluster.topic(topic, 1, Map.of("max.message.bytes", "10000000"));
        ExactlyOnceWriter<String> writer = tasks.started();
        SinkTasks.write(writer, "small", "y".repeat(500_000));
        assertThatThrownBy(() -> SinkTasks.write(writer, "x".repeat(1_100_000)))
                .isInstanceOf(RecordRefusedException.class)
                .hasMessageContaining("larger than the producer allows")
                .hasMessageContaining("max.request.size")
                .hasMessageContaining("valueBytes=1100000");
        SinkTasks.commit(writer, writer.prepare(1));
        assertThat(cluster.values(topic)).hasSize(2);
    }

    /** The largest record that is let through is one that Kafka takes. */
    @Test
    void shouldRefuseWhatIsLargerThanTheTopicAllows() throws Exception {
        cluster.topic(topic, 1, Map.of("max.message.bytes", "1000"));
        ExactlyOnceWriter<String> writer = tasks.started();
        int length = 100;
        while (isTaken(writer, "x".repeat(length))) {
            length++;
        }
        assertThat(length).isBetween(300, 1000);
        SinkTasks.commit(writer, writer.prepare(1));
        assertThat(cluster.values(topic)).last().asString().hasSize(length - 1);
    }

    private static boolean isTaken(ExactlyOnceWriter<String> writer, String value) throws Exception {
        try {
            SinkTasks.write(writer, value);
            return true;
        } catch (RecordRefusedException e) {
            assertThat(e).hasMessageContaining("max.message.bytes=1000");
            return false;
        }
    }

    @Test
    void shouldRefuseATimestampThatIsTooFarAhead() throws Exception {
        cluster.topic(topic, 1);
        ExactlyOnceWriter<String> writer = tasks.started();
        writer.write("soon", System.currentTimeMillis() + HOUR_MILLIS / 2);
        assertThatThrownBy(() -> writer.write("much later", System.currentTimeMillis() + 2 * HOUR_MILLIS))
                .isInstanceOf(RecordRefusedException.class)
                .hasMessageContaining("message.timestamp.after.max.ms=3600000");
        SinkTasks.commit(writer, writer.prepare(1));
        assertThat(cluster.values(topic)).containsExactly("soon");
    }

    @Test
    void shouldLookAgainAtATopicThatHasRefused() throws Exception {
        cluster.topic(topic, 1, Map.of("max.message.bytes", "1000"));
        ExactlyOnceWriter<String> writer = tasks.started();
        String large = "x".repeat(2_000);
        assertThatThrownBy(() -> SinkTasks.write(writer, large)).isInstanceOf(RecordRefusedException.class);
        cluster.set(topic, "max.message.bytes", "10000");
        tasks.context.advance(Duration.ofMinutes(1));
        SinkTasks.write(writer, large);
        SinkTasks.commit(writer, writer.prepare(1));
        assertThat(cluster.values(topic)).containsExactly(large);
    }

    @Test
    void shouldRefuseARecordToATopicThatDoesNotExist() throws Exception {
        FixedContext context = new FixedContext(topic, 0, 1);
        SinkSettings settings = SinkSettings.of(cluster.config(), null);
        RecordEncoder<String> encoder = (value, timestampMillis, record) -> record.topic(value);
        try (Connection connection = new Connection(KafkaClients.REAL, settings, context)) {
            ExactlyOnceWriter<String> writer = new ExactlyOnceWriter<>(encoder, settings, connection, "00");
            writer.recover(0, List.of());
            assertThatThrownBy(() -> writer.write("no-such-topic", 0))
                    .isInstanceOf(RecordRefusedException.class)
                    .hasMessageContaining("reason=no such topic, topic=no-such-topic");
            assertThatThrownBy(() -> writer.write("", 0))
                    .isInstanceOf(RecordRefusedException.class)
                    .hasMessageContaining("reason=no topic");
            writer.close();
        }
    }
}

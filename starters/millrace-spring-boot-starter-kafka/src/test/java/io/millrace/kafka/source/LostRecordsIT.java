package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.kafka.KafkaMeters;
import io.millrace.kafka.KafkaSource;
import io.millrace.kafka.LostRecords;
import io.millrace.source.SplitReader.Progress;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Topics, partitions and records that are not there, or not there any more. */
@Timeout(60)
class LostRecordsIT {

    private static TestBroker broker;

    private final String topic;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    LostRecordsIT(TestInfo test) {
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
    void shouldFailForATopicThatDoesNotExist() throws Exception {
        try (TestTask<String> task = TestTask.of(source())) {
            assertThat(task.failure())
                    .hasMessageContaining("Topic does not exist: topics=[" + topic + "], brokers=" + broker.address());
        }
    }

    @Test
    void shouldFailWhenItsTopicIsDeleted() throws Exception {
        broker.create(topic, 1);
        broker.sendNumbers(topic, 1, 0, 3);
        try (TestTask<String> task = TestTask.of(source())) {
            task.read(3);
            broker.delete(topic);
            assertThat(task.failure()).hasMessageContaining("exist").hasMessageContaining(topic);
        }
    }

    @Test
    void shouldFailWhenItsTopicWasMadeAnewMeanwhile() throws Exception {
        Map<String, String> positions = positionBehind(3);
        broker.delete(topic);
        broker.create(topic, 1);
        broker.sendNumbers(topic, 1, 100, 10);
        try (TestTask<String> task = TestTask.restored(source(), positions)) {
            assertThat(task.failure())
                    .hasMessageContaining("Topic was deleted and made anew: ")
                    .hasMessageContaining("topic=" + topic + ", partition=0, offset=3");
            assertThat(task.count()).isZero();
        }
    }

    @Test
    void shouldFailWhenItsTopicIsMadeAnewWhileItReads() throws Exception {
        broker.create(topic, 1);
        broker.sendNumbers(topic, 1, 0, 3);
        try (TestTask<String> task = TestTask.of(source())) {
            task.read(3);
            broker.delete(topic);
            broker.create(topic, 1);
            assertThat(task.failure()).hasMessageContaining(topic);
        }
    }

    @Test
    void shouldReadATopicThatWasMadeAnewIfItIsToldTo() throws Exception {
        Map<String, String> positions = positionBehind(3);
        broker.delete(topic);
        broker.create(topic, 1);
        broker.sendNumbers(topic, 1, 100, 10);
        try (TestTask<String> task = TestTask.restored(source().onLostRecords(LostRecords.CONTINUE), positions)) {
            task.read(10);
            assertThat(task.values(topic + "-0")).startsWith("100").endsWith("109");
            assertThat(task.positions().get(topic + "-0"))
                    .startsWith("offset=10;")
                    .isNotEqualTo(positions.get(topic + "-0").replace("offset=3", "offset=10"));
        }
    }

    @Test
    void shouldWaitForATopicThatIsGoneIfItIsToldTo() throws Exception {
        broker.create(topic, 1);
        broker.sendNumbers(topic, 1, 0, 3);
        try (TestTask<String> task = TestTask.of(source().onLostRecords(LostRecords.CONTINUE))) {
            task.read(3);
            broker.delete(topic);
            Eventually.until(() -> {
                task.turn();
                return task.context().trouble().startsWith("Topics do not exist: topics=[" + topic + "]");
            });
            assertThat(task.progress(topic + "-0")).isEqualTo(Progress.NOTHING_NOW);
            broker.create(topic, 1);
            broker.sendNumbers(topic, 1, 3, 2);
            task.read(5);
            assertThat(task.values(topic + "-0")).containsExactly("0", "1", "2", "3", "4");
            Eventually.until(() -> task.context().trouble().isEmpty());
        }
    }

    @Test
    void shouldFailWhenItsOffsetIsGone() throws Exception {
        Map<String, String> positions = positionBehind(3);
        broker.sendNumbers(topic, 1, 3, 10);
        broker.deleteRecordsBefore(topic, 7);
        try (TestTask<String> task = TestTask.restored(source(), positions)) {
            assertThat(task.failure())
                    .hasMessageContaining(
                            "Records are gone: earliest=7, latest=13, topic=" + topic + ", partition=0, offset=3; ");
            assertThat(task.count()).isZero();
        }
    }

    @Test
    void shouldGoOnBehindWhatIsGoneIfItIsToldTo() throws Exception {
        Map<String, String> positions = positionBehind(3);
        broker.sendNumbers(topic, 1, 3, 10);
        broker.deleteRecordsBefore(topic, 7);
        try (TestTask<String> task = TestTask.restored(source().onLostRecords(LostRecords.CONTINUE), positions)) {
            task.read(6);
            assertThat(task.values(topic + "-0")).startsWith("7").endsWith("12");
            assertThat(registry.counter("millrace.kafka.source.lost", "topology", "test", "operator", "source")
                            .count())
                    .isEqualTo(4);
        }
    }

    @Test
    void shouldFailBehindTheEnd() throws Exception {
        Map<String, String> positions = positionBehind(3);
        String position = positions.get(topic + "-0");
        positions = Map.of(topic + "-0", position.replace("offset=3", "offset=30"));
        try (TestTask<String> task = TestTask.restored(source(), positions)) {
            assertThat(task.failure())
                    .hasMessageContaining("earliest=0, latest=3, ")
                    .hasMessageContaining("offset=30");
        }
        try (TestTask<String> task = TestTask.restored(source().onLostRecords(LostRecords.CONTINUE), positions)) {
            broker.sendNumbers(topic, 1, 3, 1);
            // What was there before was read, and is not read again.
            Eventually.until(() -> {
                task.turn();
                return task.progress(topic + "-0") == Progress.NOTHING_NOW;
            });
            broker.sendNumbers(topic, 1, 4, 1);
            Eventually.until(() -> {
                task.turn();
                return task.values(topic + "-0").contains("4");
            });
            assertThat(task.values(topic + "-0")).doesNotContain("0", "1", "2");
        }
    }

    @Test
    void shouldFailForAPartitionThatNeverWas() throws Exception {
        broker.create(topic, 1);
        String position = new PartitionPosition(0, PartitionPosition.NO_END, Uuid.ZERO_UUID).text();
        try (TestTask<String> task = TestTask.restored(source(), Map.of(topic + "-7", position))) {
            assertThat(task.failure())
                    .hasMessageContaining("Partition does not exist any more: topic=" + topic + ", partition=7");
        }
    }

    /** Reads so many records of a topic of one partition. */
    private Map<String, String> positionBehind(int count) throws Exception {
        broker.create(topic, 1);
        broker.sendNumbers(topic, 1, 0, count);
        try (TestTask<String> task = TestTask.of(source())) {
            task.read(count);
            return task.positions();
        }
    }

    private KafkaSource<String> source() {
        return KafkaSource.of(broker.clients(), new StringDeserializer(), topic)
                .discoveryInterval(Duration.ofMillis(500))
                .meters(KafkaMeters.of(registry));
    }
}

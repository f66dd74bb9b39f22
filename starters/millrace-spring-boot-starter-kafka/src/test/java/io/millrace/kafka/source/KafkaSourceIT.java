package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.kafka.KafkaMeters;
import io.millrace.kafka.KafkaSource;
import io.millrace.source.SplitDiscovery;
import io.millrace.source.SplitReader;
import io.millrace.source.SplitReader.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** A source and a broker: what is read, where it begins, goes on and ends. */
@Timeout(60)
class KafkaSourceIT {

    private static TestBroker broker;

    private final String topic;

    KafkaSourceIT(TestInfo test) {
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
    void shouldReadEachPartitionInOrderAndEachRecordOnce() throws Exception {
        broker.create(topic, 5);
        broker.sendNumbers(topic, 5, 0, 5_000);
        KafkaSource<String> source = source();
        try (TestTask<String> one = new TestTask<>(source, TestContext.of(0, 2));
                TestTask<String> other = new TestTask<>(source, TestContext.of(1, 2))) {
            Eventually.until(() -> {
                one.turn();
                other.turn();
                return one.count() + other.count() >= 5_000;
            });
            for (int partition = 0; partition < 5; partition++) {
                String split = topic + "-" + partition;
                List<String> read = one.values(split).isEmpty() ? other.values(split) : one.values(split);
                int first = partition;
                assertThat(read)
                        .as(split)
                        .isEqualTo(IntStream.range(0, 1_000)
                                .mapToObj(i -> "" + (first + 5 * i))
                                .toList());
            }
            assertThat(one.count()).isBetween(2_000, 3_000);
            assertThat(one.found()).isEqualTo(SplitDiscovery.Progress.WATCHING);
            assertThat(one.context().wakeUps()).hasPositiveValue();
        }
    }

    @Test
    void shouldGiveRecordsTheTimeThatKafkaGaveThem() throws Exception {
        broker.create(topic, 1);
        broker.send(topic, 1_234_567_890_123L, "a");
        try (TestTask<String> task = TestTask.of(source())) {
            task.read(1);
            assertThat(task.timestampsMillis()).containsExactly(1_234_567_890_123L);
        }
    }

    @Test
    void shouldHoldNoMoreThanAFewBatchesWhenNobodyReads() throws Exception {
        broker.create(topic, 1);
        broker.sendNumbers(topic, 1, 0, 60_000);
        Map<String, Object> consumer = broker.clients();
        consumer.put("max.poll.records", 1_000);
        SourceTasks<String> tasks = new SourceTasks<>(SourceSettings.of(
                consumer, TopicSelection.named(List.of(topic)), RecordDecoder.ofValues(new StringDeserializer())));
        TestContext context = TestContext.of(0, 1);
        SplitDiscovery discovery = tasks.discover(context);
        Eventually.until(() -> discovery.poll().contains(topic + "-0"));
        SplitReader<String> reader = tasks.open(topic + "-0", context);
        PartitionQueue<String> queue = tasks.fetcher(SourceTask.of(context)).queue(new TopicPartition(topic, 0));
        Eventually.until(queue::isPaused);
        assertThat(queue.records()).isBetween(20_000, 21_000);
        Numbers numbers = new Numbers();
        Eventually.until(() -> {
            reader.read(numbers);
            assertThat(queue.records()).isLessThanOrEqualTo(21_000);
            return numbers.next() == 60_000;
        });
        reader.close();
        discovery.close();
    }

    @Test
    void shouldGoOnWhereACheckpointWas() throws Exception {
        broker.create(topic, 2);
        broker.sendNumbers(topic, 2, 0, 1_000);
        Map<String, String> positions;
        int before;
        try (TestTask<String> task = TestTask.of(source())) {
            Eventually.until(() -> {
                task.turn();
                return task.count() >= 300;
            });
            positions = task.positions();
            before = task.count();
            assertThat(before).isLessThan(1_000);
        }
        try (TestTask<String> task = TestTask.restored(source().fromLatest(), positions)) {
            task.read(1_000 - before);
            broker.sendNumbers(topic, 2, 1_000, 2);
            task.read(1_002 - before);
            for (int partition = 0; partition < 2; partition++) {
                assertThat(task.values(topic + "-" + partition))
                        .endsWith("" + (1_000 + partition))
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void shouldReadAPartitionFromItsFirstRecordThatTheCheckpointDoesNotKnow() throws Exception {
        broker.create(topic, 1);
        broker.send(topic, 0, "a");
        Map<String, String> positions;
        try (TestTask<String> task = TestTask.of(source())) {
            task.read(1);
            positions = task.positions();
        }
        broker.addPartitions(topic, 2);
        broker.send(topic, 1, "b");
        try (TestTask<String> task = TestTask.restored(source().fromLatest(), positions)) {
            task.read(1);
            assertThat(task.values(topic + "-1")).containsExactly("b");
        }
    }

    @Test
    void shouldBeginWithWhatComes() throws Exception {
        broker.create(topic, 1);
        broker.send(topic, 0, "old");
        try (TestTask<String> task = TestTask.of(source().fromLatest())) {
            Eventually.until(() -> {
                task.turn();
                return task.found() == SplitDiscovery.Progress.WATCHING;
            });
            broker.send(topic, 0, "new");
            task.read(1);
            assertThat(task.values(topic + "-0")).containsExactly("new");
        }
    }

    @Test
    void shouldBeginAtATime() throws Exception {
        broker.create(topic, 2);
        broker.send(topic, 1_000L, "a");
        broker.send(topic, 2_000L, "b");
        broker.send(topic, 3_000L, "c");
        broker.send(topic, 1, "in the other partition, now");
        try (TestTask<String> task = TestTask.of(source().fromTimestamp(Instant.ofEpochMilli(1_500)))) {
            task.read(3);
            assertThat(task.values(topic + "-0")).containsExactly("b", "c");
        }
    }

    @Test
    void shouldBeginWhereTheGroupHasCommitted() throws Exception {
        broker.create(topic, 2);
        broker.sendNumbers(topic, 2, 0, 10);
        broker.admin()
                .alterConsumerGroupOffsets(topic, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(3)))
                .all()
                .get();
        try (TestTask<String> task =
                TestTask.of(source(Map.of("group.id", topic)).fromGroupOffsetsOrEarliest())) {
            task.read(7);
            assertThat(task.values(topic + "-0")).containsExactly("6", "8");
            assertThat(task.values(topic + "-1")).hasSize(5);
        }
        try (TestTask<String> task =
                TestTask.of(source(Map.of("group.id", topic)).fromGroupOffsets())) {
            assertThat(task.failure())
                    .hasMessageContaining("committed no offset")
                    .hasMessageContaining(topic + "-1");
        }
    }

    @Test
    void shouldCommitWhatCheckpointsHoldToTheGroup() throws Exception {
        broker.create(topic, 1);
        broker.sendNumbers(topic, 1, 0, 10);
        try (TestTask<String> task = TestTask.of(source(Map.of("group.id", topic)))) {
            task.read(10);
            task.complete();
            Eventually.until(() -> committed() == 10);
            broker.sendNumbers(topic, 1, 10, 5);
            task.read(15);
            task.complete();
        }
        Eventually.until(() -> committed() == 15);
    }

    @Test
    void shouldEndWherePartitionsEndedAtTheStart() throws Exception {
        broker.create(topic, 3);
        broker.send(topic, 0, "a");
        broker.send(topic, 0, "b");
        broker.send(topic, 1, "c");
        try (TestTask<String> task = TestTask.of(source().untilLatest())) {
            Eventually.until(() -> {
                task.find();
                return task.found() == SplitDiscovery.Progress.COMPLETE;
            });
            broker.send(topic, 0, "too late");
            task.end();
            assertThat(task.values(topic + "-0")).containsExactly("a", "b");
            assertThat(task.values(topic + "-1")).containsExactly("c");
            assertThat(task.values(topic + "-2")).isEmpty();
        }
    }

    @Test
    void shouldEndAtATimeOrAtOffsets() throws Exception {
        broker.create(topic, 2);
        broker.send(topic, 1_000L, "a");
        broker.send(topic, 2_000L, "b");
        broker.send(topic, 3_000L, "c");
        broker.send(topic, 1, "now");
        try (TestTask<String> task = TestTask.of(source().untilTimestamp(Instant.ofEpochMilli(3_000)))) {
            task.end();
            assertThat(task.values(topic + "-0")).containsExactly("a", "b");
            assertThat(task.values(topic + "-1")).isEmpty();
        }
        try (TestTask<String> task = TestTask.of(source().untilOffsets(Map.of(new TopicPartition(topic, 0), 1L)))) {
            task.end();
            assertThat(task.values(topic + "-0")).containsExactly("a");
            assertThat(task.values(topic + "-1")).isEmpty();
        }
    }

    @Test
    void shouldKeepItsEndOverARestart() throws Exception {
        broker.create(topic, 1);
        broker.sendNumbers(topic, 1, 0, 300);
        Map<String, String> positions;
        try (TestTask<String> task = TestTask.of(source().untilLatest())) {
            Eventually.until(() -> {
                task.turn();
                return task.count() > 0;
            });
            positions = task.positions();
            assertThat(positions.get(topic + "-0")).startsWith("offset=100;end=300;");
        }
        broker.sendNumbers(topic, 1, 300, 10);
        try (TestTask<String> task = TestTask.restored(source().untilLatest(), positions)) {
            task.end();
            assertThat(task.values(topic + "-0")).hasSize(200).endsWith("299");
        }
    }

    @Test
    void shouldReadWhatIsCommittedAndEndBehindTheMarkersOfTransactions() throws Exception {
        broker.create(topic, 1);
        Map<String, Object> configuration = broker.clients();
        configuration.put("transactional.id", topic);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "aborted"));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "committed"));
            producer.commitTransaction();
        }
        try (TestTask<String> task = TestTask.of(source().untilLatest())) {
            task.end();
            assertThat(task.values(topic + "-0")).containsExactly("committed");
        }
        try (TestTask<String> task = TestTask.of(
                source(Map.of("isolation.level", "read_uncommitted")).untilLatest())) {
            task.end();
            assertThat(task.values(topic + "-0")).containsExactly("aborted", "committed");
        }
    }

    @Test
    void shouldFindPartitionsThatAreAddedAndReadAllOfThem() throws Exception {
        broker.create(topic, 1);
        try (TestTask<String> task = TestTask.of(source().fromLatest().discoveryInterval(Duration.ofMillis(200)))) {
            Eventually.until(() -> {
                task.turn();
                return task.found() == SplitDiscovery.Progress.WATCHING;
            });
            broker.addPartitions(topic, 3);
            broker.send(topic, 2, "a");
            task.read(1);
            assertThat(task.values(topic + "-2")).containsExactly("a");
        }
    }

    @Test
    void shouldFindTopicsThatMatch() throws Exception {
        broker.create(topic + "-a", 1);
        broker.create("x" + topic, 1);
        broker.send("x" + topic, 0, "of another");
        KafkaSource<String> source = KafkaSource.of(
                        broker.clients(), new StringDeserializer(), Pattern.compile(topic + "-.*"))
                .discoveryInterval(Duration.ofMillis(200));
        try (TestTask<String> task = TestTask.of(source)) {
            broker.send(topic + "-a", 0, "1");
            task.read(1);
            broker.create(topic + "-b", 1);
            broker.send(topic + "-b", 0, "2");
            task.read(2);
            assertThat(task.values(topic + "-b-0")).containsExactly("2");
        }
    }

    @Test
    void shouldTellThatItIsSilentWhenItKnowsThatThereIsNothing() throws Exception {
        broker.create(topic, 1);
        broker.send(topic, 0, "a");
        try (TestTask<String> task = TestTask.of(source())) {
            Eventually.until(() -> {
                task.turn();
                return task.progress(topic + "-0") == Progress.NOTHING_NOW;
            });
            assertThat(task.count()).isOne();
            assertThat(task.context().troubles()).isEmpty();
        }
    }

    @Test
    void shouldCountLagOfEachPartition() throws Exception {
        broker.create(topic, 1);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (TestTask<String> task = TestTask.of(source().meters(KafkaMeters.of(registry)))) {
            Eventually.until(() -> {
                task.find();
                return registry.find("millrace.kafka.source.lag").gauge() != null;
            });
            broker.sendNumbers(topic, 1, 0, 42);
            Gauge lag = registry.get("millrace.kafka.source.lag")
                    .tag("partition", "0")
                    .gauge();
            Eventually.until(() -> lag.value() == 42);
            Gauge waiting = registry.get("millrace.kafka.source.waiting").gauge();
            Eventually.until(() -> waiting.value() == 42);
            task.read(42);
            assertThat(lag.value()).isZero();
            assertThat(waiting.value()).isZero();
            assertThat(registry.find("kafka.consumer.fetch.manager.records.consumed.total")
                            .meters())
                    .isNotEmpty();
        }
        Eventually.until(() -> registry.find("millrace.kafka.source.lag").gauge() == null);
    }

    private KafkaSource<String> source() {
        return source(Map.of());
    }

    private KafkaSource<String> source(Map<String, Object> more) {
        Map<String, Object> consumer = new HashMap<>(broker.clients());
        consumer.putAll(more);
        return KafkaSource.of(consumer, new StringDeserializer(), topic);
    }

    private long committed() throws Exception {
        OffsetAndMetadata offset = broker.admin()
                .listConsumerGroupOffsets(topic)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(topic, 0));
        return offset == null ? -1 : offset.offset();
    }
}

package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.source.SourceOutput;
import io.millrace.source.SplitReader.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** A reader and a fetcher whose thread was never started: the test is the fetcher. */
class PartitionReaderTest {

    private static final Uuid TOPIC = Uuid.randomUuid();

    private final Fetcher<String> fetcher = new Fetcher<>(
            SourceSettings.of(
                    Map.of("bootstrap.servers", "nowhere:1"),
                    TopicSelection.named(List.of("words")),
                    RecordDecoder.ofValues(new StringDeserializer())),
            new SourceTask("test", "source", 0, 1),
            TestContext.of(0, 1));
    private final List<String> taken = new ArrayList<>();
    private int room = Integer.MAX_VALUE;

    @Test
    void shouldStandBehindTheLastRecordThatItHasEmitted() {
        PartitionQueue<String> queue = queue(10, PartitionPosition.NO_END);
        PartitionReader<String> reader = reader(queue);
        queue.put(batch(20, 10, 12, 15));
        assertThat(reader.position()).isEqualTo("offset=10;topic=" + TOPIC);
        room = 2;
        assertThat(reader.read(output())).isEqualTo(Progress.MORE);
        assertThat(reader.position()).isEqualTo("offset=13;topic=" + TOPIC);
        room = 10;
        reader.read(output());
        assertThat(reader.position()).isEqualTo("offset=20;topic=" + TOPIC);
        assertThat(taken).containsExactly("10@100", "12@120", "15@150");
    }

    @Test
    void shouldPassOverWhatHasNoRecords() {
        PartitionQueue<String> queue = queue(10, PartitionPosition.NO_END);
        PartitionReader<String> reader = reader(queue);
        queue.put(batch(33));
        reader.read(output());
        assertThat(reader.position()).isEqualTo("offset=33;topic=" + TOPIC);
        assertThat(taken).isEmpty();
    }

    @Test
    void shouldEndBehindItsLastRecord() {
        PartitionQueue<String> queue = queue(10, 12);
        PartitionReader<String> reader = reader(queue);
        queue.put(batch(12, 10, 11));
        assertThat(reader.read(output())).isEqualTo(Progress.END);
        assertThat(taken).hasSize(2);
    }

    @Test
    void shouldBeUnreachableUntilItIsKnownThatThereIsNothing() {
        PartitionQueue<String> queue = queue(10, PartitionPosition.NO_END);
        PartitionReader<String> reader = reader(queue);
        assertThat(reader.read(output())).isEqualTo(Progress.UNREACHABLE);
        queue.silentUntil(Long.MAX_VALUE);
        assertThat(reader.read(output())).isEqualTo(Progress.NOTHING_NOW);
        queue.silentUntil(fetcher.nowMillis() - 1);
        assertThat(reader.read(output())).isEqualTo(Progress.UNREACHABLE);
    }

    @Test
    void shouldEmitRecordsWithoutTimeAsSuch() {
        PartitionQueue<String> queue = queue(0, PartitionPosition.NO_END);
        RecordBatch<String> batch = new RecordBatch<>(1, 1, TOPIC);
        batch.append("0", record(0, -1));
        queue.put(batch);
        reader(queue).read(output());
        assertThat(taken).containsExactly("0");
    }

    @Test
    void shouldFailWithItsFetcherWhenNothingIsLeftToRead() {
        PartitionQueue<String> queue = queue(10, PartitionPosition.NO_END);
        PartitionReader<String> reader = reader(queue);
        queue.put(batch(11, 10));
        fetcher.fail(new SourceFailedException("gone"));
        assertThatThrownBy(() -> reader.read(output())).hasMessage("gone");
        assertThat(taken).hasSize(1);
    }

    private PartitionReader<String> reader(PartitionQueue<String> queue) {
        return new PartitionReader<>(fetcher, queue, () -> {});
    }

    private static PartitionQueue<String> queue(long start, long end) {
        return new PartitionQueue<>(new TopicPartition("words", 0), new PartitionPosition(start, end, TOPIC), true);
    }

    private static RecordBatch<String> batch(long nextOffset, long... offsets) {
        RecordBatch<String> batch = new RecordBatch<>(offsets.length, nextOffset, TOPIC);
        for (long offset : offsets) {
            batch.append("" + offset, record(offset, offset * 10));
        }
        return batch;
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, long timestampMillis) {
        return new ConsumerRecord<>(
                "words",
                0,
                offset,
                timestampMillis,
                timestampMillis < 0 ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME,
                -1,
                1,
                null,
                new byte[] {1},
                new RecordHeaders(),
                java.util.Optional.empty());
    }

    private SourceOutput<String> output() {
        return new SourceOutput<>() {
            @Override
            public void emit(String value) {
                room--;
                taken.add(value);
            }

            @Override
            public void emit(String value, long timestampMillis) {
                emit(value + "@" + timestampMillis);
            }

            @Override
            public boolean isFull() {
                return room <= 0;
            }
        };
    }
}

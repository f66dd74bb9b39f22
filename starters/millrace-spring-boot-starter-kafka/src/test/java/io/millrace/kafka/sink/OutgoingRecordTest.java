package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;

class OutgoingRecordTest {

    @Test
    void shouldCountAsManyBytesAsTheProducer() {
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            OutgoingRecord record = new OutgoingRecord();
            record.topic("t");
            record.key(random.nextBoolean() ? null : new byte[random.nextInt(10_000)]);
            record.value(random.nextInt(5) == 0 ? null : new byte[random.nextInt(100_000)]);
            for (int h = random.nextInt(4); h > 0; h--) {
                record.header(
                        new RecordHeader("näme €😀" + h, random.nextBoolean() ? null : new byte[random.nextInt(99)]));
            }
            int ofKafka = AbstractRecords.estimateSizeInBytesUpperBound(
                    RecordBatch.CURRENT_MAGIC_VALUE,
                    Compression.NONE.type(),
                    record.key(),
                    record.value(),
                    record.headers().toArray(new Header[0]));
            assertThat(record.kafkaBytes()).as("record %d", i).isEqualTo(ofKafka);
        }
    }

    @Test
    void shouldForgetEverythingOfTheRecordBefore() {
        OutgoingRecord record = new OutgoingRecord();
        record.topic("t");
        record.partition(1);
        record.timestampMillis(5);
        record.key(new byte[1]);
        record.value(new byte[1]);
        record.serializerHeaders().add("type", new byte[1]);
        record.takeSerializerHeaders();
        assertThat(record.headers()).hasSize(1);
        record.clear();
        record.takeSerializerHeaders();
        assertThat(record.headers()).isEmpty();
        assertThat(record.facts())
                .isEqualTo("topic=, partition=any, timestamp=none, keyBytes=null, valueBytes=null, headers=0");
    }
}

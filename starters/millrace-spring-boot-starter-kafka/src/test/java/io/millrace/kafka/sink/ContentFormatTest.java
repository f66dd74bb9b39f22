package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentFormatTest {

    private final ContentWriter writer = new ContentWriter();

    @Test
    void shouldHaveTheseBytes() {
        OutgoingRecord first = record("ab", "k", "v1");
        first.partition(2);
        first.timestampMillis(1000);
        first.header(new RecordHeader("h", bytes("x")));
        first.header(new RecordHeader("n", (byte[]) null));
        append(first);
        append(record("c", null, ""));
        append(record("ab", "k", null));
        String records = "00" + "03" + "e907" + "026b" + "037631" + "02" + "0168" + "0278" + "016e" + "00"
                + ("01" + "00" + "00" + "00" + "01" + "00")
                + ("00" + "00" + "00" + "026b" + "00" + "00");
        String framed = "4d4b5458" + "01" + "000000" + "00000003" + "0000001e" + records + "02" + "026162" + "0163";
        assertThat(HexFormat.of().formatHex(writer.finish())).isEqualTo(framed + "d8d67350");
    }

    @Test
    void shouldReadWhatWasWritten() throws Exception {
        List<ProducerRecord<byte[], byte[]>> expected = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            OutgoingRecord record = random(random);
            append(record);
            expected.add(record.toProducerRecord());
        }
        byte[] content = writer.finish();
        ContentReader reader = new ContentReader("t", content);
        for (int round = 0; round < 2; round++) {
            assertSame(read(reader), expected);
            reader.rewind();
        }
        assertThat(reader.topics()).doesNotHaveDuplicates().hasSize(3);
        assertThat(writer.records()).isZero();
        append(record("other", "k", "v"));
        assertThat(read(new ContentReader("t", writer.finish())))
                .extracting(ProducerRecord::topic)
                .containsExactly("other");
    }

    @Test
    void shouldNeverTakeMoreRoomThanItSays() {
        Random random = new Random(8);
        for (int i = 0; i < 300; i++) {
            OutgoingRecord record = random(random);
            long before = writer.bytes();
            long most = ContentWriter.mostBytes(record);
            append(record);
            assertThat(writer.bytes() - before).as("record %d", i).isLessThanOrEqualTo(most);
        }
        long bytes = writer.bytes();
        assertThat(writer.finish().length).isLessThanOrEqualTo((int) bytes);
    }

    @Test
    void shouldSayWhereAShortenedContentEnds() {
        byte[] content = someContent();
        for (int length = 0; length < content.length; length++) {
            byte[] shortened = Arrays.copyOf(content, length);
            assertThatThrownBy(() -> new ContentReader("a/1/p-0/5", shortened))
                    .as("length %d", length)
                    .isInstanceOf(MalformedContentException.class)
                    .hasMessageStartingWith(
                            "Prepared transaction of Kafka cannot be read: transaction=a/1/p-0/5, reason=");
        }
    }

    @Test
    void shouldNoticeAnyChangedByte() {
        byte[] content = someContent();
        for (int i = 0; i < content.length; i++) {
            byte[] changed = content.clone();
            changed[i] ^= 0x10;
            assertThatThrownBy(() -> new ContentReader("t", changed))
                    .as("offset %d", i)
                    .isInstanceOf(MalformedContentException.class);
        }
    }

    @Test
    void shouldRefuseANewerVersion() {
        byte[] content = someContent();
        content[ContentFormat.VERSION_OFFSET] = 2;
        assertThatThrownBy(() -> new ContentReader("t", content))
                .hasMessageContaining("reason=unknown version, found=2, known=1")
                .hasMessageContaining("start from another checkpoint");
    }

    /** A right checksum on wrong bytes: whatever they say, the reader says what is wrong, or reads something. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldSurviveAnything(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] content = someContent();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                int from = ContentFormat.RECORDS_OFFSET;
                content[from + random.nextInt(content.length - from - 4)] = (byte) random.nextInt(256);
            }
            sign(content);
            try {
                read(new ContentReader("t", content));
            } catch (MalformedContentException e) {
                assertThat(e).as("seed %d, round %d", seed, i).hasMessageContaining("reason=");
            }
        }
    }

    private byte[] someContent() {
        ContentWriter some = new ContentWriter();
        for (String value : List.of("one", "two", "three")) {
            OutgoingRecord record = record("topic-" + value.length(), "key", value);
            record.header(new RecordHeader("header", bytes(value)));
            some.append(record, (int) ContentWriter.mostBytes(record));
        }
        return some.finish();
    }

    private void append(OutgoingRecord record) {
        writer.append(record, (int) ContentWriter.mostBytes(record));
    }

    private static List<ProducerRecord<byte[], byte[]>> read(ContentReader reader) throws MalformedContentException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (reader.hasNext()) {
            records.add(reader.next());
        }
        return records;
    }

    private static void assertSame(
            List<ProducerRecord<byte[], byte[]>> found, List<ProducerRecord<byte[], byte[]>> expected) {
        assertThat(found.stream().map(ContentFormatTest::text).toList())
                .isEqualTo(expected.stream().map(ContentFormatTest::text).toList());
    }

    private static String text(ProducerRecord<byte[], byte[]> record) {
        return record.topic() + " " + record.partition() + " " + record.timestamp() + " "
                + Arrays.hashCode(record.key()) + " " + Arrays.hashCode(record.value()) + " " + record.headers();
    }

    private static OutgoingRecord random(Random random) {
        OutgoingRecord record = new OutgoingRecord();
        record.topic(List.of("a", "öffentlich", "c".repeat(200)).get(random.nextInt(3)));
        record.partition(random.nextInt(4) - 1);
        record.timestampMillis(random.nextBoolean() ? OutgoingRecord.NONE : random.nextLong() & Long.MAX_VALUE - 1);
        record.key(random.nextBoolean() ? null : new byte[random.nextInt(300)]);
        byte[] value = new byte[random.nextInt(5_000)];
        random.nextBytes(value);
        record.value(value);
        for (int i = random.nextInt(3); i > 0; i--) {
            record.header(new RecordHeader("name ü" + i, random.nextBoolean() ? null : new byte[random.nextInt(200)]));
        }
        return record;
    }

    private static OutgoingRecord record(String topic, String key, String value) {
        OutgoingRecord record = new OutgoingRecord();
        record.topic(topic);
        record.key(key == null ? null : bytes(key));
        record.value(value == null ? null : bytes(value));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void sign(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content, 0, content.length - 4);
        ByteBuffer.wrap(content).putInt(content.length - 4, (int) checksum.getValue());
    }
}

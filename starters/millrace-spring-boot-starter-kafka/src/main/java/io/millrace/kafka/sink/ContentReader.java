package io.millrace.kafka.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a transaction from the form of {@link ContentFormat}. Every length is compared with what is left
 * before memory is taken.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class ContentReader {

    private final String transaction;
    private final byte[] content;
    private final int records;
    private final List<String> topics;
    private int position;
    private int limit;
    private int left;

    ContentReader(String transaction, byte[] content) throws MalformedContentException {
        this.transaction = transaction;
        this.content = content;
        checkFrame();
        ByteBuffer fixed = ByteBuffer.wrap(content);
        records = fixed.getInt(ContentFormat.RECORDS_OFFSET);
        int length = fixed.getInt(ContentFormat.LENGTH_OFFSET);
        int topicsEnd = content.length - ContentFormat.CHECKSUM_BYTES;
        if (length < 0 || length > topicsEnd - ContentFormat.HEADER_BYTES || records < 0 || records > length) {
            throw malformed("reason=impossible header, records=" + records + ", recordBytes=" + length);
        }
        position = ContentFormat.HEADER_BYTES + length;
        limit = topicsEnd;
        topics = readTopics();
        limit = ContentFormat.HEADER_BYTES + length;
        rewind();
    }

    int records() {
        return records;
    }

    int bytes() {
        return content.length;
    }

    /** Topics that records go to, each once. */
    List<String> topics() {
        return topics;
    }

    boolean hasNext() {
        return left > 0;
    }

    void rewind() {
        position = ContentFormat.HEADER_BYTES;
        left = records;
    }

    ProducerRecord<byte[], byte[]> next() throws MalformedContentException {
        long topic = number();
        if (topic >= topics.size()) {
            throw malformed("reason=no such topic, number=" + topic + ", topics=" + topics.size());
        }
        long partition = number();
        if (partition > Integer.MAX_VALUE) {
            throw malformed("reason=impossible partition, number=" + (partition - 1));
        }
        long timestamp = number();
        byte @Nullable [] key = nullableBytes();
        byte @Nullable [] value = nullableBytes();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topics.get((int) topic),
                partition == 0 ? null : Integer.valueOf((int) partition - 1),
                timestamp == 0 ? null : Long.valueOf(timestamp - 1),
                key,
                value);
        for (long headers = number(); headers > 0; headers--) {
            String name = text(limit - position);
            record.headers().add(name, nullableBytes());
        }
        left--;
        if (left == 0 && position != limit) {
            throw malformed("reason=bytes behind the last record, bytes=" + (limit - position));
        }
        return record;
    }

    private void checkFrame() throws MalformedContentException {
        int least = ContentFormat.HEADER_BYTES + 1 + ContentFormat.CHECKSUM_BYTES;
        if (content.length < least) {
            throw malformed("reason=too short, bytes=" + content.length + ", least=" + least);
        }
        ByteBuffer fixed = ByteBuffer.wrap(content);
        if (fixed.getInt(0) != ContentFormat.MAGIC) {
            throw malformed("reason=does not begin as it should, found=0x" + Integer.toHexString(fixed.getInt(0)));
        }
        byte version = fixed.get(ContentFormat.VERSION_OFFSET);
        if (version != ContentFormat.VERSION) {
            throw malformed("reason=unknown version, found=" + version + ", known=" + ContentFormat.VERSION);
        }
        int end = content.length - ContentFormat.CHECKSUM_BYTES;
        CRC32C checksum = new CRC32C();
        checksum.update(content, 0, end);
        if (fixed.getInt(end) != (int) checksum.getValue()) {
            throw malformed("reason=wrong checksum, bytes=" + content.length);
        }
    }

    private List<String> readTopics() throws MalformedContentException {
        long number = number();
        if (number > limit - position) {
            throw malformed("reason=impossible number of topics, number=" + number);
        }
        List<String> read = new ArrayList<>();
        for (long i = 0; i < number; i++) {
            read.add(text(ContentFormat.MAX_TOPIC_BYTES));
        }
        if (position != limit) {
            throw malformed("reason=bytes behind the last topic, bytes=" + (limit - position));
        }
        return List.copyOf(read);
    }

    private long number() throws MalformedContentException {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            byte next = nextByte();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("reason=number is too long, offset=" + position);
    }

    private byte nextByte() throws MalformedContentException {
        if (position >= limit) {
            throw malformed("reason=ends too early, offset=" + position);
        }
        return content[position++];
    }

    private byte @Nullable [] nullableBytes() throws MalformedContentException {
        long length = number();
        return length == 0 ? null : take(length - 1);
    }

    private String text(int most) throws MalformedContentException {
        long length = number();
        if (length > most) {
            throw malformed("reason=name is too long, offset=" + position + ", length=" + length);
        }
        return new String(take(length), StandardCharsets.UTF_8);
    }

    private byte[] take(long length) throws MalformedContentException {
        if (length > limit - position) {
            throw malformed("reason=ends too early, offset=" + position + ", wanted=" + length);
        }
        byte[] taken = Arrays.copyOfRange(content, position, position + (int) length);
        position += (int) length;
        return taken;
    }

    private MalformedContentException malformed(String reason) {
        return new MalformedContentException(transaction, reason);
    }
}

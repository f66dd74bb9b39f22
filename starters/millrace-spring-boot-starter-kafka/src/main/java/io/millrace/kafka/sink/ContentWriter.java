package io.millrace.kafka.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Gathers records in the form of {@link ContentFormat}.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class ContentWriter {

    private static final int FIRST_BYTES = 8 * 1024;

    /** Numbers beside keys, values, headers and a new name of a topic. */
    private static final int FIXED_BYTES = 5 * Varints.MAX_INT_BYTES + Varints.MAX_LONG_BYTES;

    private byte[] buffer = new byte[FIRST_BYTES];
    private int length = ContentFormat.HEADER_BYTES;
    private int records;
    private int topicBytes = Varints.MAX_INT_BYTES;
    private final Map<String, Integer> topics = new LinkedHashMap<>();
    private @Nullable String lastTopic;
    private int lastNumber;

    int records() {
        return records;
    }

    /** Most bytes that the content has if it is finished now. */
    long bytes() {
        return (long) length + topicBytes + ContentFormat.CHECKSUM_BYTES;
    }

    /** Most bytes by which a record makes the content longer. */
    static long mostBytes(OutgoingRecord record) {
        long bytes = FIXED_BYTES
                + length(record.key())
                + length(record.value())
                + Varints.MAX_INT_BYTES
                + 3L * record.topic().length();
        for (int i = 0; i < record.headers().size(); i++) {
            Header header = record.headers().get(i);
            bytes += 2 * Varints.MAX_INT_BYTES + 3L * header.key().length() + length(header.value());
        }
        return bytes;
    }

    /**
     * Adds a record.
     *
     * @param mostBytes what {@link #mostBytes} says of it
     */
    void append(OutgoingRecord record, int mostBytes) {
        makeRoom(mostBytes);
        putNumber(numberOf(record.topic()));
        putNumber(record.partition() + 1L);
        putNumber(record.timestampMillis() + 1);
        putBytes(record.key());
        putBytes(record.value());
        putNumber(record.headers().size());
        for (int i = 0; i < record.headers().size(); i++) {
            Header header = record.headers().get(i);
            putText(header.key());
            putBytes(header.value());
        }
        records++;
    }

    /** The content; the writer begins another. */
    byte[] finish() {
        int recordsEnd = length;
        makeRoom(topicBytes + ContentFormat.CHECKSUM_BYTES);
        putNumber(topics.size());
        topics.keySet().forEach(this::putText);
        ByteBuffer fixed = ByteBuffer.wrap(buffer);
        fixed.putInt(0, ContentFormat.MAGIC);
        fixed.put(ContentFormat.VERSION_OFFSET, ContentFormat.VERSION);
        fixed.putInt(ContentFormat.RECORDS_OFFSET, records);
        fixed.putInt(ContentFormat.LENGTH_OFFSET, recordsEnd - ContentFormat.HEADER_BYTES);
        CRC32C checksum = new CRC32C();
        checksum.update(buffer, 0, length);
        fixed.putInt(length, (int) checksum.getValue());
        byte[] content = Arrays.copyOf(buffer, length + ContentFormat.CHECKSUM_BYTES);
        clear();
        return content;
    }

    private void clear() {
        length = ContentFormat.HEADER_BYTES;
        records = 0;
        topicBytes = Varints.MAX_INT_BYTES;
        topics.clear();
        lastTopic = null;
    }

    @SuppressWarnings("ReferenceEquality") // Mostly the same object; another with the same text is looked up.
    private int numberOf(String topic) {
        if (topic != lastTopic) {
            Integer known = topics.get(topic);
            if (known == null) {
                known = topics.size();
                topics.put(topic, known);
                topicBytes += Varints.MAX_INT_BYTES + Varints.utf8Length(topic);
            }
            lastTopic = topic;
            lastNumber = known;
        }
        return lastNumber;
    }

    private void makeRoom(int bytes) {
        if (bytes > buffer.length - length) {
            long wanted = Math.max((long) length + bytes, Math.min(2L * buffer.length, Integer.MAX_VALUE - 8));
            buffer = Arrays.copyOf(buffer, Math.toIntExact(wanted));
        }
    }

    private void putNumber(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
    }

    private void putBytes(byte @Nullable [] bytes) {
        if (bytes == null) {
            putNumber(0);
            return;
        }
        putNumber(bytes.length + 1L);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void putText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        putNumber(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}

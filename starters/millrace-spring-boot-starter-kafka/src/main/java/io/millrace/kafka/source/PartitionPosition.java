package io.millrace.kafka.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.Uuid;

/**
 * Where the reading of a partition stands: {@code offset=17;end=42;topic=J8qXRwI-TbCdLCi92xGkCw}.
 *
 * @param offset of the next record to read
 * @param end offset of the first record that is not to be read, or {@link #NO_END}
 * @param topicId of the topic that the offset belongs to; all zero where brokers tell none
 */
record PartitionPosition(long offset, long end, Uuid topicId) {

    /** Read for ever. */
    static final long NO_END = Long.MAX_VALUE;

    private static final Pattern FORMAT =
            Pattern.compile("offset=([0-9]{1,18});(?:end=([0-9]{1,18});)?topic=([A-Za-z0-9_-]{22})");

    static PartitionPosition parse(String split, String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Position cannot be read: split=" + split + ", position='" + text
                    + "', expected=offset=17;topic=<id>; restore a checkpoint that a source of Kafka has taken");
        }
        String end = matcher.group(2);
        return new PartitionPosition(
                Long.parseLong(matcher.group(1)),
                end == null ? NO_END : Long.parseLong(end),
                Uuid.fromString(matcher.group(3)));
    }

    String text() {
        return "offset=" + offset + (end == NO_END ? "" : ";end=" + end) + ";topic=" + topicId;
    }

    boolean isAtEnd() {
        return offset >= end;
    }

    /** Whether the topic may be the one of this id: it is, or one of the ids is not known. */
    boolean isOf(Uuid id) {
        return topicId.equals(id) || topicId.equals(Uuid.ZERO_UUID) || id.equals(Uuid.ZERO_UUID);
    }
}

package io.millrace.kafka.sink;

import java.util.function.Function;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a topic takes and what it does not, as the broker would judge.
 *
 * @param partitions number of its partitions
 * @param maxBytes most bytes of a record, counted without compression
 * @param maxAheadMillis how far a timestamp may lie before the clock of the broker
 * @param maxBehindMillis how far it may lie behind
 * @param needsKey whether records must have a key
 */
record TopicLimits(int partitions, long maxBytes, long maxAheadMillis, long maxBehindMillis, boolean needsKey) {

    /** Limits of a topic whose configuration may not be asked for. */
    static TopicLimits ofPartitions(int partitions) {
        return new TopicLimits(partitions, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, false);
    }

    /**
     * Limits of a topic.
     *
     * @param setting value of a setting of the topic by its name, or null
     */
    static TopicLimits of(int partitions, Function<String, @Nullable String> setting) {
        String cleanup = setting.apply(TopicConfig.CLEANUP_POLICY_CONFIG);
        boolean isStampedByBroker =
                "LogAppendTime".equalsIgnoreCase(setting.apply(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG));
        return new TopicLimits(
                partitions,
                number(setting.apply(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)),
                isStampedByBroker
                        ? Long.MAX_VALUE
                        : number(setting.apply(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)),
                isStampedByBroker
                        ? Long.MAX_VALUE
                        : number(setting.apply(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG)),
                cleanup != null && cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /** Why the topic would not take a record, or null if it would. */
    @Nullable
    RecordRefusedException refusal(OutgoingRecord record, long nowMillis) {
        if (record.partition() < OutgoingRecord.NONE || record.partition() >= partitions) {
            return new RecordRefusedException(
                    record,
                    "reason=no such partition, partitions=" + partitions,
                    "choose one that exists, or leave it to Kafka");
        }
        long bytes = record.kafkaBytes();
        if (bytes > maxBytes) {
            return new RecordRefusedException(
                    record,
                    "reason=larger than the topic allows, bytes=" + bytes + ", max.message.bytes=" + maxBytes,
                    "raise max.message.bytes of the topic, or make the record smaller; compression is not counted on");
        }
        long timestampMillis = record.timestampMillis();
        if (timestampMillis != OutgoingRecord.NONE
                && (timestampMillis - nowMillis > maxAheadMillis || nowMillis - timestampMillis > maxBehindMillis)) {
            return new RecordRefusedException(
                    record,
                    "reason=timestamp too far from now, now=" + nowMillis + ", message.timestamp.after.max.ms="
                            + maxAheadMillis + ", message.timestamp.before.max.ms=" + maxBehindMillis,
                    "give the records another timestamp, or change these settings of the topic");
        }
        if (needsKey && record.key() == null) {
            return new RecordRefusedException(
                    record, "reason=the topic is compacted and the record has no key", "give the records a key");
        }
        return null;
    }

    private static long number(@Nullable String value) {
        return value == null ? Long.MAX_VALUE : Long.parseLong(value);
    }
}

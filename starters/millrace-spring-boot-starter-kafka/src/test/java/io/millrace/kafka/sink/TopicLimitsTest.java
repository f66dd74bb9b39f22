package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicLimitsTest {

    private static final long NOW = 1_000_000;

    private final OutgoingRecord record = new OutgoingRecord();

    {
        record.topic("t");
        record.value(new byte[100]);
        record.timestampMillis(NOW);
    }

    @Test
    void shouldTakeWhatIsWithinTheLimits() {
        assertThat(limits("1000", "500", "CreateTime", "delete").refusal(record, NOW))
                .isNull();
    }

    @Test
    void shouldRefuseARecordThatIsTooLarge() {
        assertThat(limits("100", "500", "CreateTime", "delete").refusal(record, NOW))
                .hasMessageContaining("bytes=" + record.kafkaBytes() + ", max.message.bytes=100")
                .hasMessageContaining("topic=t")
                .hasMessageContaining("valueBytes=100");
    }

    @Test
    void shouldRefuseATimestampTooFarAhead() {
        record.timestampMillis(NOW + 501);
        assertThat(limits("1000", "500", "CreateTime", "delete").refusal(record, NOW))
                .hasMessageContaining("message.timestamp.after.max.ms=500");
        assertThat(limits("1000", "500", "LogAppendTime", "delete").refusal(record, NOW))
                .isNull();
        record.timestampMillis(OutgoingRecord.NONE);
        assertThat(limits("1000", "500", "CreateTime", "delete").refusal(record, NOW))
                .isNull();
    }

    @Test
    void shouldRefuseATimestampTooFarBehind() {
        record.timestampMillis(NOW - 101);
        TopicLimits limits = new TopicLimits(3, Long.MAX_VALUE, Long.MAX_VALUE, 100, false);
        assertThat(limits.refusal(record, NOW)).hasMessageContaining("timestamp too far from now");
    }

    @Test
    void shouldRefuseAPartitionThatDoesNotExist() {
        record.partition(3);
        assertThat(limits("1000", "500", "CreateTime", "delete").refusal(record, NOW))
                .hasMessageContaining("no such partition, partitions=3");
        record.partition(-2);
        assertThat(limits("1000", "500", "CreateTime", "delete").refusal(record, NOW))
                .hasMessageContaining("no such partition");
    }

    @Test
    void shouldRefuseARecordWithoutKeyWhereTheTopicIsCompacted() {
        TopicLimits compacted = limits("1000", "500", "CreateTime", "compact,delete");
        assertThat(compacted.refusal(record, NOW)).hasMessageContaining("give the records a key");
        record.key(new byte[0]);
        assertThat(compacted.refusal(record, NOW)).isNull();
    }

    @Test
    void shouldKnowNoLimitsWhereItMayNotAsk() {
        record.timestampMillis(Long.MAX_VALUE - 1);
        assertThat(TopicLimits.ofPartitions(3).refusal(record, NOW)).isNull();
    }

    private static TopicLimits limits(String maxBytes, String aheadMillis, String type, String cleanup) {
        Map<String, String> settings = Map.of(
                "max.message.bytes", maxBytes,
                "message.timestamp.after.max.ms", aheadMillis,
                "message.timestamp.type", type,
                "cleanup.policy", cleanup);
        return TopicLimits.of(3, settings::get);
    }
}

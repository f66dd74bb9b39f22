package io.millrace.kafka.sink;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a sink writes.
 *
 * @param producer configuration of the producers, with serializers for bytes or none
 * @param topic topic of all records, if they have one in common: it is looked for at the start
 * @param prefix what the transactional ids begin with, or null to make it of the names of topology and step
 * @param namespace what such names begin with
 * @param maxPendingBytes most bytes of records that may wait for their checkpoint, in each task
 * @param onUnknown what becomes of transactions of which nobody knows
 * @param maxContentBytes most bytes of one transaction
 */
public record SinkSettings(
        Map<String, Object> producer,
        @Nullable String topic,
        @Nullable String prefix,
        String namespace,
        long maxPendingBytes,
        UnknownTransaction onUnknown,
        int maxContentBytes) {

    /** What names begin with unless told otherwise. */
    public static final String NAMESPACE = "millrace";

    /** Unless told otherwise: 256 MiB. */
    public static final long MAX_PENDING_BYTES = 256L * 1024 * 1024;

    private static final int MAX_CONTENT_BYTES = 16 * 1024 * 1024;

    /** Keeps its own copy of the map. */
    public SinkSettings {
        // Values may be null, which Map.copyOf refuses.
        producer = new HashMap<>(producer);
        if (maxPendingBytes <= 0) {
            throw new IllegalArgumentException(
                    "Bound of pending records is not positive: maxPendingBytes=" + maxPendingBytes);
        }
    }

    /**
     * Settings that nobody has changed.
     *
     * @throws ProducerSettingException if the producer is configured in a way that contradicts the sink
     */
    public static SinkSettings of(Map<String, Object> producer, @Nullable String topic) {
        ProducerSettings.check(producer);
        return new SinkSettings(
                producer, topic, null, NAMESPACE, MAX_PENDING_BYTES, UnknownTransaction.FAIL, MAX_CONTENT_BYTES);
    }

    /** With records of several topics. */
    public SinkSettings withoutTopic() {
        return new SinkSettings(producer, null, prefix, namespace, maxPendingBytes, onUnknown, maxContentBytes);
    }

    /** With another setting of the producers. */
    public SinkSettings withProperty(String name, Object value) {
        Map<String, Object> changed = new HashMap<>(producer);
        changed.put(name, value);
        ProducerSettings.check(changed);
        return new SinkSettings(changed, topic, prefix, namespace, maxPendingBytes, onUnknown, maxContentBytes);
    }

    /** With transactional ids that begin like this, whatever topology and step are called. */
    public SinkSettings withPrefix(String other) {
        return new SinkSettings(producer, topic, other, namespace, maxPendingBytes, onUnknown, maxContentBytes);
    }

    /** With transactional ids that begin like this, before the names of topology and step. */
    public SinkSettings withNamespace(String other) {
        return new SinkSettings(producer, topic, prefix, other, maxPendingBytes, onUnknown, maxContentBytes);
    }

    /** With another bound of what may wait. */
    public SinkSettings withMaxPendingBytes(long bytes) {
        return new SinkSettings(producer, topic, prefix, namespace, bytes, onUnknown, maxContentBytes);
    }

    /** With another answer. */
    public SinkSettings withOnUnknown(UnknownTransaction other) {
        return new SinkSettings(producer, topic, prefix, namespace, maxPendingBytes, other, maxContentBytes);
    }

    SinkSettings withMaxContentBytes(int bytes) {
        return new SinkSettings(producer, topic, prefix, namespace, maxPendingBytes, onUnknown, bytes);
    }

    /** What the transactional ids of a step begin with. */
    String prefixOf(String topology, String step) {
        return prefix == null ? namespace + "-" + topology + "-" + step : prefix;
    }

    /** Without the configuration, which may hold passwords. */
    @Override
    public String toString() {
        return "SinkSettings[topic=" + topic + ", prefix=" + prefix + ", namespace=" + namespace + ", maxPendingBytes="
                + maxPendingBytes + ", onUnknown=" + onUnknown + "]";
    }
}

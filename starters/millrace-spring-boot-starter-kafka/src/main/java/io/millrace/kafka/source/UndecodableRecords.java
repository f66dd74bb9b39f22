package io.millrace.kafka.source;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * What to do with records that cannot be decoded.
 *
 * @param kind of the answer
 * @param topic that takes the records, for {@link Kind#DEAD_LETTER_TOPIC}; else empty
 * @param producer the user's configuration of the producer that sends them there
 */
public record UndecodableRecords(Kind kind, String topic, Map<String, Object> producer) {

    /** The topology fails. */
    public static final UndecodableRecords FAIL = new UndecodableRecords(Kind.FAIL, "", Map.of());

    /** They are left out and counted. */
    public static final UndecodableRecords SKIP = new UndecodableRecords(Kind.SKIP, "", Map.of());

    /** Copies the configuration. */
    public UndecodableRecords {
        // Not Map.copyOf: null is a value that Kafka knows.
        producer = Collections.unmodifiableMap(new HashMap<>(producer));
    }

    /** They go to a topic of their own. */
    public static UndecodableRecords toTopic(String topic, Map<String, Object> producer) {
        TopicSelection.check(topic);
        return new UndecodableRecords(Kind.DEAD_LETTER_TOPIC, topic, producer);
    }

    /** Answers. */
    public enum Kind {
        /** The topology fails. */
        FAIL,
        /** They are left out and counted. */
        SKIP,
        /** They go to a topic of their own. */
        DEAD_LETTER_TOPIC
    }
}

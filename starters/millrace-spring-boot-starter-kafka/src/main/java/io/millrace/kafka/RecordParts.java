package io.millrace.kafka;

import io.millrace.function.LongFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.TimestampFunction;
import io.millrace.kafka.sink.OutgoingRecord;
import io.millrace.kafka.sink.RecordEncoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes records part by part.
 *
 * @param topicName topic of all records, or null where a function names them
 * @param topic names the topic of each, or null
 * @param value makes the value
 * @param key makes the key, or null
 * @param partition chooses the partition, or null
 * @param timestamp yields the timestamp, or null for that of the result
 * @param headers make the headers
 * @param <T> the type of the results
 */
record RecordParts<T>(
        @Nullable String topicName,
        @Nullable MapFunction<? super T, String> topic,
        Part<T, ?> value,
        @Nullable Part<T, ?> key,
        @Nullable LongFunction<? super T> partition,
        @Nullable TimestampFunction<? super T> timestamp,
        List<HeaderPart<T>> headers)
        implements RecordEncoder<T> {

    static <T, V> RecordParts<T> of(
            @Nullable String topicName, MapFunction<? super T, ? extends V> value, Serializer<? super V> serializer) {
        return new RecordParts<>(topicName, null, new Part<>(value, serializer), null, null, null, List.of());
    }

    RecordParts<T> withTopic(MapFunction<? super T, String> function) {
        return new RecordParts<>(null, function, value, key, partition, timestamp, headers);
    }

    <K> RecordParts<T> withKey(MapFunction<? super T, ? extends K> function, Serializer<? super K> serializer) {
        return new RecordParts<>(
                topicName, topic, value, new Part<>(function, serializer), partition, timestamp, headers);
    }

    RecordParts<T> withPartition(LongFunction<? super T> function) {
        return new RecordParts<>(topicName, topic, value, key, function, timestamp, headers);
    }

    RecordParts<T> withTimestamp(TimestampFunction<? super T> function) {
        return new RecordParts<>(topicName, topic, value, key, partition, function, headers);
    }

    RecordParts<T> withHeader(String name, MapFunction<? super T, byte[]> function) {
        List<HeaderPart<T>> more = new ArrayList<>(headers);
        more.add(new HeaderPart<>(name, function));
        return new RecordParts<>(topicName, topic, value, key, partition, timestamp, List.copyOf(more));
    }

    @Override
    public void encode(T result, long timestampMillis, OutgoingRecord record) throws Exception {
        record.topic(topicOf(result));
        if (partition != null) {
            record.partition(Math.toIntExact(partition.apply(result)));
        }
        record.timestampMillis(timestamp == null ? timestampMillis : timestamp.timestampMillis(result));
        if (key != null) {
            record.key(key.bytes(result, record));
        }
        record.value(value.bytes(result, record));
        record.takeSerializerHeaders();
        for (int i = 0; i < headers.size(); i++) {
            HeaderPart<T> header = headers.get(i);
            record.header(new RecordHeader(header.name, header.value.apply(result)));
        }
    }

    private String topicOf(T result) throws Exception {
        String name = topic == null ? topicName : topic.apply(result);
        return name == null ? "" : name;
    }

    /**
     * Key or value of a record.
     *
     * @param function yields it
     * @param serializer writes it
     */
    record Part<T, V>(MapFunction<? super T, ? extends V> function, Serializer<? super V> serializer) {

        byte @Nullable [] bytes(T result, OutgoingRecord record) throws Exception {
            return serializer.serialize(record.topic(), record.serializerHeaders(), function.apply(result));
        }
    }

    /**
     * Header of a record.
     *
     * @param name its name
     * @param value yields its value
     */
    record HeaderPart<T>(String name, MapFunction<? super T, byte[]> value) {}
}

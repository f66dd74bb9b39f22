package io.millrace.examples.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What was sent, counted again from the topic, beside what was counted. A window that was counted twice has its last count. */
final class WordLedger {

    private static final int PARTITIONS = 4;
    private static final long WINDOW_MILLIS = 1000;
    private static final long DISORDER_MILLIS = 1000;

    /** Tasks commit at one barrier, but need not be at one time then. */
    private static final long MARGIN_MILLIS = 5 * WINDOW_MILLIS;

    private final Map<Count, Long> sent = new HashMap<>();
    private final Map<Count, Long> maybeLate = new HashMap<>();
    private final Map<Count, Long> counted = new HashMap<>();
    private final Map<Integer, Long> newest = new HashMap<>();
    private long lastWindow;

    private WordLedger() {}

    static WordLedger read(String servers) {
        WordLedger ledger = new WordLedger();
        // The counts first: words that come meanwhile are in none of them.
        ledger.each(servers, "counts", new LongDeserializer(), ledger::counted);
        ledger.each(servers, "words", new StringDeserializer(), ledger::sent);
        ledger.lastWindow =
                ledger.counted.keySet().stream().mapToLong(Count::window).max().orElse(0);
        return ledger;
    }

    private <V> void each(
            String servers, String topic, Deserializer<V> values, Consumer<ConsumerRecord<String, V>> reader) {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed", "max.poll.records", 10_000);
        try (KafkaConsumer<String, V> consumer = new KafkaConsumer<>(settings, new StringDeserializer(), values)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(reader);
            }
        }
    }

    private void counted(ConsumerRecord<String, Long> count) {
        counted.put(Count.of(count.key(), count.timestamp()), count.value());
    }

    private void sent(ConsumerRecord<String, String> word) {
        Count count = Count.of(word.value(), word.timestamp());
        sent.merge(count, 1L, Long::sum);
        long seen = newest.getOrDefault(word.partition(), Long.MIN_VALUE + DISORDER_MILLIS);
        if (count.window() + WINDOW_MILLIS - 1 <= seen - DISORDER_MILLIS) {
            maybeLate.merge(count, 1L, Long::sum);
        }
        newest.put(word.partition(), Math.max(seen, word.timestamp()));
    }

    /** Number of windows that must be complete. */
    long windows() {
        return counted.keySet().stream()
                .map(Count::window)
                .filter(this::isComplete)
                .distinct()
                .count();
    }

    /** What was counted wrong, or not at all, in windows that must be complete. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        Map<Count, Long> all = new TreeMap<>(sent);
        counted.keySet().forEach(count -> all.putIfAbsent(count, 0L));
        all.forEach((count, times) -> {
            long told = counted.getOrDefault(count, 0L);
            if (isComplete(count.window()) && (told > times || told < times - maybeLate.getOrDefault(count, 0L))) {
                faults.add(count + ": sent=" + times + ", counted=" + told);
            }
        });
        return faults;
    }

    private boolean isComplete(long window) {
        return window < lastWindow - MARGIN_MILLIS;
    }

    private record Count(String word, long window) implements Comparable<Count> {

        static Count of(String word, long millis) {
            return new Count(word, Math.floorDiv(millis, WINDOW_MILLIS) * WINDOW_MILLIS);
        }

        @Override
        public int compareTo(Count other) {
            int byWindow = Long.compare(window, other.window);
            return byWindow == 0 ? word.compareTo(other.word) : byWindow;
        }
    }
}

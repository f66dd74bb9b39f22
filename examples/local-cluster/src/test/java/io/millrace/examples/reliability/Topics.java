package io.millrace.examples.reliability;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;

/** What the application reads and writes. */
final class Topics {

    static final String NUMBERS = "numbers";
    static final String COUNTS = "counts";
    static final int PARTITIONS = 4;

    private Topics() {}

    /** Makes both; they forget what is so old that it has been read long since. */
    static void create(String servers) throws Exception {
        Map<String, String> retention = Map.of("retention.ms", "900000", "segment.bytes", Integer.toString(64 << 20));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(
                            new NewTopic(NUMBERS, Optional.of(PARTITIONS), Optional.empty()).configs(retention),
                            new NewTopic(COUNTS, Optional.of(PARTITIONS), Optional.empty()).configs(retention)))
                    .all()
                    .get();
        }
    }

    static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }
}

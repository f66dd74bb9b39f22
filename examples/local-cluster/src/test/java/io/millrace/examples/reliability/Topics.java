package io.millrace.examples.reliability;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
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

    /** Where the partitions end for those who read what is committed. */
    static Map<TopicPartition, Long> committedEnds(String servers, String topic) throws Exception {
        Map<TopicPartition, OffsetSpec> latest =
                partitions(topic).stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            return admin
                    .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        }
    }

    static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }
}

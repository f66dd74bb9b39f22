package io.millrace.kafka.source;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Puts into words what keeps a fetcher from its work. */
final class TroubleReport {

    private static final int MAX_NAMES = 5;

    private TroubleReport() {}

    /** One sentence, or null if there is no trouble. */
    static @Nullable String text(
            String brokers, List<TopicPartition> lost, boolean isSearchLost, Set<String> missingTopics) {
        if (!lost.isEmpty()) {
            TreeSet<String> names = new TreeSet<>();
            lost.forEach(partition -> names.add(SplitName.of(partition)));
            return "Kafka does not answer: brokers=" + brokers + ", partitions=" + shortened(names)
                    + "; see that the brokers run and can be reached, reading goes on by itself";
        }
        if (isSearchLost) {
            return "Kafka does not answer: brokers=" + brokers
                    + "; see that the brokers run and can be reached, the search for partitions goes on by itself";
        }
        if (!missingTopics.isEmpty()) {
            return "Topics do not exist: topics=" + shortened(missingTopics) + ", brokers=" + brokers
                    + "; make them, reading goes on by itself";
        }
        return null;
    }

    /** The bootstrap servers cannot be found. */
    static String noAddress(String brokers) {
        return "Kafka is not found, none of its names has an address: brokers=" + brokers
                + "; see that the names are right, the search goes on by itself";
    }

    private static String shortened(Collection<String> names) {
        String first = String.join(", ", names.stream().limit(MAX_NAMES).toList());
        return "[" + first + (names.size() > MAX_NAMES ? " and " + (names.size() - MAX_NAMES) + " more" : "") + "]";
    }
}

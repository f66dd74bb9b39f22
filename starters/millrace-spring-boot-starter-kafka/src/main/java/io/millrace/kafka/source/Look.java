package io.millrace.kafka.source;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/**
 * What one look at the brokers has shown.
 *
 * @param topics that are there
 * @param absent topics that are not there
 * @param found partitions of the task that were not known before
 * @param isPartial whether there are other partitions of which it is not known yet where they begin
 */
record Look(Map<String, Topic> topics, Set<String> absent, List<FoundPartition> found, boolean isPartial) {

    /**
     * A topic.
     *
     * @param id which one of those that had its name in turn
     * @param partitions number of its partitions
     */
    record Topic(Uuid id, int partitions) {}
}

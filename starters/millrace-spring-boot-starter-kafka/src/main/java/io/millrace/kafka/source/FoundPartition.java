package io.millrace.kafka.source;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * A partition that a search has found, and where it is to be read.
 *
 * @param partition that was found
 * @param topicId of its topic
 * @param start offset at which a fresh start begins, or {@link #NO_START}
 * @param earliest offset of its first record
 * @param end offset of the first record that is not to be read, or {@link PartitionPosition#NO_END}
 */
record FoundPartition(TopicPartition partition, Uuid topicId, long start, long earliest, long end) {

    /** The group has committed nothing, and there is no other place to begin. */
    static final long NO_START = -1;

    /** Where to begin: a partition that came later than the topology has been read by nobody. */
    PartitionPosition position(boolean isNew) {
        if (!isNew && start == NO_START) {
            throw new SourceFailedException("Group has committed no offset of a partition: partition=" + partition
                    + "; commit one, or let the source begin elsewhere where there is none");
        }
        return new PartitionPosition(isNew ? earliest : start, end, topicId);
    }
}

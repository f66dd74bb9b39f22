package io.millrace.kafka.source;

import io.millrace.partition.StableHash;
import org.apache.kafka.common.TopicPartition;

/** Name of a split, which is a partition of a topic: {@code words-0}. The topic may hold dashes, too. */
final class SplitName {

    private static final int MAX_DIGITS = 9;

    private SplitName() {}

    static String of(TopicPartition partition) {
        return partition.topic() + '-' + partition.partition();
    }

    static TopicPartition parse(String split) {
        int dash = split.lastIndexOf('-');
        String digits = split.substring(dash + 1);
        if (dash < 1
                || digits.isEmpty()
                || digits.length() > MAX_DIGITS
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("Split is no partition of a topic: split='" + split
                    + "', expected=words-0; restore a checkpoint that a source of Kafka has taken");
        }
        return new TopicPartition(split.substring(0, dash), Integer.parseInt(digits));
    }

    /** The task that reads a partition. Partitions of a topic go to the tasks in turn, each topic begins elsewhere. */
    static int taskOf(TopicPartition partition, int parallelism) {
        return Math.floorMod(StableHash.of(partition.topic()) + partition.partition(), parallelism);
    }
}

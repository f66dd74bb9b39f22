package io.millrace.kafka.source;

import io.millrace.kafka.source.SourceMeters.TaskMeters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a fetcher, and what the client is told of them: which to fetch, from where, and which have to wait.
 *
 * <p><b>Thread.</b> Owned by the fetcher.
 *
 * @param <T> the type of the values
 */
final class Assignment<T> {

    private final Consumer<byte[], byte[]> consumer;
    private final RecordDecoding<T> decoding;
    private final QueueLimits limits;
    private final TaskMeters meters;
    private final Map<TopicPartition, FetchedPartition<T>> partitions = new LinkedHashMap<>();
    private final List<Delivery<T>> deliveries = new ArrayList<>();
    private Set<TopicPartition> assigned = Set.of();

    Assignment(Consumer<byte[], byte[]> consumer, RecordDecoding<T> decoding, QueueLimits limits, TaskMeters meters) {
        this.consumer = consumer;
        this.decoding = decoding;
        this.limits = limits;
        this.meters = meters;
    }

    Collection<FetchedPartition<T>> partitions() {
        return partitions.values();
    }

    @Nullable
    FetchedPartition<T> partition(TopicPartition name) {
        return partitions.get(name);
    }

    /** Topics of the partitions. */
    Set<String> topics() {
        Set<String> topics = new HashSet<>();
        partitions.keySet().forEach(partition -> topics.add(partition.topic()));
        return topics;
    }

    boolean isFetching() {
        return !assigned.isEmpty();
    }

    /** Takes over what the task reads now. */
    void update(Map<TopicPartition, PartitionQueue<T>> open, long nowMillis) {
        partitions.values().removeIf(partition -> {
            boolean isClosed = open.get(partition.name()) != partition.queue();
            if (isClosed) {
                meters.onClosed(partition.name());
            }
            return isClosed;
        });
        open.forEach((name, queue) -> {
            if (!partitions.containsKey(name)) {
                FetchedPartition<T> opened = new FetchedPartition<>(queue, nowMillis);
                partitions.put(name, opened);
                meters.onOpened(name, opened::lag, queue::records);
            }
        });
    }

    /** Tells the client which partitions to fetch, and from where if that is new. */
    void assign() {
        Set<TopicPartition> fetched = new HashSet<>();
        for (FetchedPartition<T> partition : partitions.values()) {
            if (partition.isFetched()) {
                fetched.add(partition.name());
            }
        }
        if (!fetched.equals(assigned)) {
            consumer.assign(fetched);
            assigned = fetched;
        }
        for (FetchedPartition<T> partition : partitions.values()) {
            if (partition.isFetched() && partition.takeSeek()) {
                consumer.seek(partition.name(), partition.nextOffset());
                consumer.resume(List.of(partition.name()));
                partition.queue().resume();
            }
        }
    }

    /** Lets partitions wait whose queues are full, and go on where there is room. */
    void balance(long nowMillis) {
        long totalBytes = 0;
        for (FetchedPartition<T> partition : partitions.values()) {
            totalBytes += partition.queue().bytes();
        }
        for (FetchedPartition<T> partition : partitions.values()) {
            if (partition.isFetched()) {
                balance(partition, totalBytes, nowMillis);
            }
        }
    }

    private void balance(FetchedPartition<T> partition, long totalBytes, long nowMillis) {
        PartitionQueue<T> queue = partition.queue();
        if (!queue.isPaused() && limits.isFull(queue.records(), queue.bytes(), totalBytes)) {
            // Before the look below: a task that takes a batch after it sees the pause, and wakes the fetcher.
            queue.pause();
            consumer.pause(List.of(partition.name()));
        }
        if (queue.isPaused() && limits.hasRoom(queue.records(), queue.bytes(), totalBytes)) {
            queue.resume();
            consumer.resume(List.of(partition.name()));
            partition.contact().onResumed(nowMillis);
        }
    }

    /** Hands over what a poll has brought; true if it has brought anything. */
    boolean deliver(ConsumerRecords<byte[], byte[]> records, long nowMillis) {
        records.nextOffsets().forEach((name, next) -> {
            FetchedPartition<T> partition = partitions.get(name);
            if (partition != null && partition.isFetched()) {
                deliveries.add(
                        new Delivery<>(partition, decoding.decode(records.records(name), next.offset(), partition)));
            }
        });
        // Nothing is handed over before its dead letters are safe.
        decoding.settle();
        for (Delivery<T> delivery : deliveries) {
            delivery.partition().put(delivery.batch(), nowMillis);
        }
        boolean hasDelivered = !deliveries.isEmpty();
        deliveries.clear();
        return hasDelivered;
    }

    private record Delivery<T>(FetchedPartition<T> partition, RecordBatch<T> batch) {}
}

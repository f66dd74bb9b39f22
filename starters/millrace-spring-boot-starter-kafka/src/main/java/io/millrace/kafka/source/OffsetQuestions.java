package io.millrace.kafka.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Asks brokers for offsets. Partitions whose broker does not answer in time are not among the answers.
 *
 * <p><b>Thread.</b> Never blocks; answers come on the thread of the admin client.
 *
 * @param admin client to ask with
 * @param isolation of the reading: whether a partition ends before the first transaction that is open
 */
record OffsetQuestions(Admin admin, IsolationLevel isolation) {

    static final int TIMEOUT_MILLIS = 5_000;

    /** An offset for which there is no record. */
    static final long NONE = -1;

    CompletableFuture<Map<TopicPartition, Long>> ask(Collection<TopicPartition> partitions, OffsetSpec spec) {
        return ask(partitions, spec, isolation);
    }

    /** What the partitions hold, whether it may be read yet or not. */
    CompletableFuture<Map<TopicPartition, OffsetRange>> ranges(Collection<TopicPartition> partitions) {
        return ask(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED)
                .thenCombine(
                        ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED), (earliest, latest) -> {
                            Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
                            earliest.forEach((partition, first) -> {
                                Long end = latest.get(partition);
                                if (end != null) {
                                    ranges.put(partition, new OffsetRange(first, end));
                                }
                            });
                            return ranges;
                        });
    }

    /** Offsets at a time; where there is no such record yet, the end as it was before. */
    CompletableFuture<Map<TopicPartition, Long>> at(Collection<TopicPartition> partitions, long timestampMillis) {
        return ask(partitions, OffsetSpec.latest())
                // One after the other: a record that comes in between is behind the end, and not passed over.
                .thenCompose(latest -> ask(latest.keySet(), OffsetSpec.forTimestamp(timestampMillis))
                        .thenApply(found -> {
                            Map<TopicPartition, Long> offsets = new HashMap<>(found);
                            offsets.replaceAll((partition, offset) ->
                                    offset == NONE ? latest.getOrDefault(partition, NONE) : offset);
                            return offsets;
                        }));
    }

    /** What a group has committed; {@link #NONE} where it has nothing. */
    CompletableFuture<Map<TopicPartition, Long>> committed(Collection<TopicPartition> partitions, String group) {
        ListConsumerGroupOffsetsOptions options = new ListConsumerGroupOffsetsOptions().timeoutMs(TIMEOUT_MILLIS);
        return future(admin.listConsumerGroupOffsets(group, options).partitionsToOffsetAndMetadata())
                .exceptionally(OffsetQuestions::nothingIfUnknown)
                .thenApply(committed -> {
                    Map<TopicPartition, Long> offsets = new HashMap<>();
                    for (TopicPartition partition : partitions) {
                        OffsetAndMetadata offset = committed.get(partition);
                        offsets.put(partition, offset == null ? NONE : offset.offset());
                    }
                    return offsets;
                });
    }

    /** Asks for the end of partitions; each answers by itself. */
    Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> ends(Collection<TopicPartition> partitions) {
        ListOffsetsResult result = admin.listOffsets(specs(partitions, OffsetSpec.latest()), options(isolation));
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> ends = new HashMap<>();
        partitions.forEach(partition -> ends.put(partition, result.partitionResult(partition)));
        return ends;
    }

    static <V> CompletableFuture<V> future(KafkaFuture<V> future) {
        return future.toCompletionStage().toCompletableFuture();
    }

    private CompletableFuture<Map<TopicPartition, Long>> ask(
            Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel level) {
        if (partitions.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        ListOffsetsResult result = admin.listOffsets(specs(partitions, spec), options(level));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Stream<CompletableFuture<Boolean>> answers = partitions.stream()
                .map(partition -> future(result.partitionResult(partition)).handle((answer, error) -> {
                    if (error == null) {
                        synchronized (offsets) {
                            offsets.put(partition, answer.offset());
                        }
                    } else if (!KafkaFaults.passes(KafkaFaults.unwrapped(error))) {
                        throw new CompletionException(error);
                    }
                    return error == null;
                }));
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> offsets);
    }

    private static Map<TopicPartition, OffsetSpec> specs(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, spec));
        return specs;
    }

    private static ListOffsetsOptions options(IsolationLevel level) {
        return new ListOffsetsOptions(level).timeoutMs(TIMEOUT_MILLIS);
    }

    private static Map<TopicPartition, OffsetAndMetadata> nothingIfUnknown(Throwable error) {
        if (KafkaFaults.unwrapped(error) instanceof GroupIdNotFoundException) {
            return Map.of();
        }
        throw new CompletionException(error);
    }
}

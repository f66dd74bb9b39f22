package io.millrace.kafka.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks once which topics there are, which partitions of them, and where these are to be read.
 *
 * <p><b>Thread.</b> Never blocks; goes on, and answers, on the thread of the admin client.
 */
final class TopicLook {

    private final Admin admin;
    private final SourceSettings<?> settings;
    private final OffsetQuestions questions;

    TopicLook(Admin admin, SourceSettings<?> settings, OffsetQuestions questions) {
        this.admin = admin;
        this.settings = settings;
        this.questions = questions;
    }

    /**
     * Begins to look.
     *
     * @param read topics that are read already, whether they are among those to be found or not
     * @param isWanted whether a partition is to be found
     */
    CompletableFuture<Look> begin(Collection<String> read, Predicate<TopicPartition> isWanted) {
        return names(read).thenCompose(this::describe).thenCompose(look -> locate(look, isWanted));
    }

    private CompletableFuture<Set<String>> names(Collection<String> read) {
        Set<String> names = new HashSet<>(read);
        if (settings.topics().pattern() == null) {
            names.addAll(settings.topics().names());
            return CompletableFuture.completedFuture(names);
        }
        ListTopicsOptions options = new ListTopicsOptions().timeoutMs(OffsetQuestions.TIMEOUT_MILLIS);
        return OffsetQuestions.future(admin.listTopics(options).names()).thenApply(all -> {
            all.stream().filter(settings.topics()::matches).forEach(names::add);
            return names;
        });
    }

    private CompletableFuture<Look> describe(Set<String> names) {
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(OffsetQuestions.TIMEOUT_MILLIS);
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(names, options).topicNameValues();
        Map<String, Look.Topic> topics = new HashMap<>();
        Set<String> absent = new HashSet<>();
        CompletableFuture<?>[] all = answers.entrySet().stream()
                .map(answer -> OffsetQuestions.future(answer.getValue()).handle((topic, error) -> {
                    synchronized (topics) {
                        if (error == null) {
                            topics.put(
                                    answer.getKey(),
                                    new Look.Topic(
                                            topic.topicId(), topic.partitions().size()));
                        } else if (KafkaFaults.unwrapped(error) instanceof UnknownTopicOrPartitionException) {
                            absent.add(answer.getKey());
                        } else {
                            throw new CompletionException(error);
                        }
                    }
                    return topic;
                }))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).thenApply(done -> new Look(topics, absent, List.of(), false));
    }

    private CompletableFuture<Look> locate(Look look, Predicate<TopicPartition> isWanted) {
        List<TopicPartition> partitions = new ArrayList<>();
        look.topics().forEach((name, topic) -> {
            for (int i = 0; i < topic.partitions() && settings.topics().matches(name); i++) {
                TopicPartition partition = new TopicPartition(name, i);
                if (isWanted.test(partition) && isRead(partition)) {
                    partitions.add(partition);
                }
            }
        });
        if (partitions.isEmpty()) {
            return CompletableFuture.completedFuture(look);
        }
        CompletableFuture<Map<TopicPartition, Long>> earliest = questions.ask(partitions, OffsetSpec.earliest());
        CompletableFuture<Map<TopicPartition, Long>> starts = starts(partitions, settings.start(), earliest);
        CompletableFuture<Map<TopicPartition, Long>> ends = ends(partitions);
        return CompletableFuture.allOf(earliest, starts, ends).thenApply(all -> {
            List<FoundPartition> found = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                Look.Topic topic = look.topics().get(partition.topic());
                Long start = starts.join().get(partition);
                Long first = earliest.join().get(partition);
                Long end = ends.join().get(partition);
                if (topic != null && start != null && first != null && end != null) {
                    found.add(new FoundPartition(partition, topic.id(), start, first, end));
                }
            }
            return new Look(look.topics(), look.absent(), found, found.size() < partitions.size());
        });
    }

    private boolean isRead(TopicPartition partition) {
        return settings.end().kind() != EndPoint.Kind.OFFSETS
                || settings.end().offsets().containsKey(partition);
    }

    private CompletableFuture<Map<TopicPartition, Long>> starts(
            List<TopicPartition> partitions, StartPoint start, CompletableFuture<Map<TopicPartition, Long>> earliest) {
        return switch (start.kind()) {
            case EARLIEST -> earliest;
            case LATEST -> questions.ask(partitions, OffsetSpec.latest());
            case TIMESTAMP -> questions.at(partitions, start.timestampMillis());
            case GROUP -> ofGroup(partitions, start.fallback(), earliest);
            case NONE -> CompletableFuture.completedFuture(everywhere(partitions, FoundPartition.NO_START));
        };
    }

    private CompletableFuture<Map<TopicPartition, Long>> ofGroup(
            List<TopicPartition> partitions,
            StartPoint.Kind fallback,
            CompletableFuture<Map<TopicPartition, Long>> earliest) {
        String group = settings.group();
        CompletableFuture<Map<TopicPartition, Long>> committed =
                questions.committed(partitions, group == null ? "" : group);
        CompletableFuture<Map<TopicPartition, Long>> others =
                starts(partitions, new StartPoint(fallback, 0, StartPoint.Kind.NONE), earliest);
        return committed.thenCombine(others, (offsets, fallbacks) -> {
            Map<TopicPartition, Long> starts = new HashMap<>(fallbacks);
            offsets.forEach((partition, offset) -> {
                if (offset != OffsetQuestions.NONE) {
                    starts.put(partition, offset);
                }
            });
            return starts;
        });
    }

    private CompletableFuture<Map<TopicPartition, Long>> ends(List<TopicPartition> partitions) {
        return switch (settings.end().kind()) {
            case NEVER -> CompletableFuture.completedFuture(everywhere(partitions, PartitionPosition.NO_END));
            case LATEST -> questions.ask(partitions, OffsetSpec.latest());
            case TIMESTAMP -> questions.at(partitions, settings.end().timestampMillis());
            case OFFSETS -> CompletableFuture.completedFuture(settings.end().offsets());
        };
    }

    private static Map<TopicPartition, Long> everywhere(List<TopicPartition> partitions, long offset) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        partitions.forEach(partition -> offsets.put(partition, offset));
        return offsets;
    }
}

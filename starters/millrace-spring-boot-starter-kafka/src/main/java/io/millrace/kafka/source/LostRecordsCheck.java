package io.millrace.kafka.source;

import io.millrace.kafka.source.SourceMeters.TaskMeters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the records that partitions are to go on with are still there: compares topics with those that the
 * positions belong to, and asks where partitions begin and end whose offset is gone.
 *
 * <p><b>Thread.</b> Owned by the fetcher; waits for nothing.
 */
final class LostRecordsCheck {

    private static final Logger log = LoggerFactory.getLogger(LostRecordsCheck.class);

    private final OffsetQuestions questions;
    private final SourceSettings<?> settings;
    private final TaskMeters meters;
    private @Nullable CompletableFuture<Map<TopicPartition, OffsetRange>> ranges;
    private long nextQuestionMillis;

    LostRecordsCheck(OffsetQuestions questions, SourceSettings<?> settings, TaskMeters meters) {
        this.questions = questions;
        this.settings = settings;
        this.meters = meters;
        this.nextQuestionMillis = Long.MIN_VALUE;
    }

    /** Compares partitions with what a look has shown. */
    void onLook(Look look, PartitionSearch search, Assignment<?> assignment, long nowMillis) {
        for (FetchedPartition<?> partition : assignment.partitions()) {
            Look.Topic topic = look.topics().get(partition.name().topic());
            if (partition.state() == FetchedPartition.State.DONE) {
                continue;
            }
            if (topic == null) {
                if (search.isGone(partition.name().topic())) {
                    onGone(partition, "Topic does not exist any more");
                }
            } else if (!isOf(partition, topic)) {
                onMadeAnew(partition, topic);
            } else if (partition.name().partition() >= topic.partitions()) {
                onGone(partition, "Partition does not exist any more");
            } else if (partition.state() != FetchedPartition.State.LOCATING) {
                partition.onVerified(topic.id(), nowMillis);
            }
        }
    }

    /** The client has found no records at the offsets of some partitions. */
    void onOutOfRange(OffsetOutOfRangeException error, Assignment<?> assignment) {
        Map<TopicPartition, OffsetAndMetadata> diverged =
                error instanceof LogTruncationException truncation ? truncation.divergentOffsets() : Map.of();
        for (TopicPartition name : error.offsetOutOfRangePartitions().keySet()) {
            FetchedPartition<?> partition = assignment.partition(name);
            if (partition != null && partition.isFetched()) {
                OffsetAndMetadata offset = diverged.get(name);
                partition.onOutOfRange(offset == null ? -1 : offset.offset());
            }
        }
    }

    /** Goes on with partitions of which it is not known where they can be read. */
    void turn(Assignment<?> assignment, Fetcher<?> fetcher, long nowMillis) {
        CompletableFuture<Map<TopicPartition, OffsetRange>> asked = ranges;
        if (asked != null && asked.isDone()) {
            ranges = null;
            nextQuestionMillis = nowMillis + PartitionSearch.HURRY_MILLIS;
            answers(asked).forEach((name, range) -> {
                FetchedPartition<?> partition = assignment.partition(name);
                if (partition != null && partition.state() == FetchedPartition.State.LOCATING) {
                    goOn(partition, range, nowMillis);
                }
            });
        }
        List<TopicPartition> lost = new ArrayList<>();
        for (FetchedPartition<?> partition : assignment.partitions()) {
            if (partition.state() == FetchedPartition.State.LOCATING) {
                lost.add(partition.name());
            }
        }
        if (ranges == null && !lost.isEmpty() && nowMillis >= nextQuestionMillis) {
            ranges = fetcher.waking(questions.ranges(lost));
        }
    }

    private Map<TopicPartition, OffsetRange> answers(CompletableFuture<Map<TopicPartition, OffsetRange>> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            Throwable error = KafkaFaults.unwrapped(e);
            if (KafkaFaults.passes(error)) {
                return Map.of();
            }
            throw KafkaFaults.explained(error, settings);
        }
    }

    private void goOn(FetchedPartition<?> partition, OffsetRange range, long nowMillis) {
        long offset = partition.nextOffset();
        if (partition.isMadeAnew()) {
            lose(partition, "Topic was deleted and made anew: ", range.earliest(), 0);
            partition.fetchFrom(range.earliest(), nowMillis);
            return;
        }
        if (range.contains(offset) && partition.divergedAt() < 0) {
            // A replica that was behind, or records that are there again.
            partition.fetchFrom(offset, nowMillis);
            return;
        }
        String what = "Records are gone: earliest=" + range.earliest() + ", latest=" + range.latest() + ", ";
        if (!settings.isLossAccepted()) {
            throw lost(what, partition);
        }
        long next = range.nearest(offset, partition.divergedAt());
        lose(partition, what, next, Math.max(0, next - offset));
        partition.fetchFrom(next, nowMillis);
    }

    private void onMadeAnew(FetchedPartition<?> partition, Look.Topic topic) {
        if (partition.state() == FetchedPartition.State.LOCATING && partition.isMadeAnew()) {
            return;
        }
        if (!settings.isLossAccepted()) {
            throw lost(
                    "Topic was deleted and made anew: id=" + topic.id() + ", idBefore=" + partition.topicId() + ", ",
                    partition);
        }
        partition.onMadeAnew(topic.id());
    }

    private void onGone(FetchedPartition<?> partition, String what) {
        if (!settings.isLossAccepted()) {
            throw lost(what + ": ", partition);
        }
        partition.onTopicGone();
    }

    private void lose(FetchedPartition<?> partition, String what, long next, long records) {
        meters.onLost(records);
        log.warn(
                "{}topic={}, partition={}, offset={}; goes on at offset {}",
                what,
                partition.name().topic(),
                partition.name().partition(),
                partition.nextOffset(),
                next);
    }

    private static boolean isOf(FetchedPartition<?> partition, Look.Topic topic) {
        return new PartitionPosition(0, 0, partition.topicId()).isOf(topic.id());
    }

    private static SourceFailedException lost(String what, FetchedPartition<?> partition) {
        return new SourceFailedException(what + "topic=" + partition.name().topic() + ", partition="
                + partition.name().partition() + ", offset=" + partition.nextOffset()
                + "; start the topology without its checkpoint, or let the source go on where records are lost");
    }
}

package io.millrace.kafka.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Asks partitions that give nothing for their end, so that silence can be told from absence.
 *
 * <p><b>Thread.</b> Owned by the fetcher; waits for nothing.
 */
final class SilenceCheck {

    private final OffsetQuestions questions;
    private final SourceSettings<?> settings;
    private long nextLagMillis = Long.MIN_VALUE;

    SilenceCheck(OffsetQuestions questions, SourceSettings<?> settings) {
        this.questions = questions;
        this.settings = settings;
    }

    /** Takes answers, asks anew, and tells the readers what is known. */
    void turn(Assignment<?> assignment, Consumer<?, ?> consumer, long nowMillis) {
        List<TopicPartition> due = new ArrayList<>();
        boolean isLagDue = nowMillis >= nextLagMillis;
        if (isLagDue) {
            nextLagMillis = nowMillis + PartitionContact.ASK_AFTER_MILLIS;
        }
        for (FetchedPartition<?> partition : assignment.partitions()) {
            if (!partition.isFetched()) {
                continue;
            }
            takeAnswer(partition, nowMillis);
            partition.queue().silentUntil(partition.contact().silentUntilMillis());
            if (!partition.queue().isPaused() && partition.contact().isDue(nowMillis)) {
                due.add(partition.name());
            } else if (isLagDue && partition.question() == null) {
                OptionalLong lag = consumer.currentLag(partition.name());
                lag.ifPresent(records -> partition.endOffset(partition.nextOffset() + records));
            }
        }
        if (!due.isEmpty()) {
            ask(due, assignment, nowMillis);
        }
    }

    /** Partitions that have not been heard for too long though they are fetched. */
    static List<TopicPartition> lost(Assignment<?> assignment, long nowMillis) {
        List<TopicPartition> lost = new ArrayList<>();
        for (FetchedPartition<?> partition : assignment.partitions()) {
            if (partition.isFetched()
                    && !partition.queue().isPaused()
                    && partition.contact().isLost(nowMillis)) {
                lost.add(partition.name());
            }
        }
        return lost;
    }

    private void ask(List<TopicPartition> due, Assignment<?> assignment, long nowMillis) {
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> answers = questions.ends(due);
        answers.forEach((name, answer) -> {
            FetchedPartition<?> partition = assignment.partition(name);
            if (partition != null) {
                partition.question(answer);
                partition.contact().onAsked(nowMillis);
            }
        });
    }

    private void takeAnswer(FetchedPartition<?> partition, long nowMillis) {
        KafkaFuture<ListOffsetsResultInfo> question = partition.question();
        if (question == null || !question.isDone()) {
            return;
        }
        partition.question(null);
        try {
            long end = question.get().offset();
            partition.endOffset(end);
            partition.contact().onAnswer(end, partition.nextOffset(), nowMillis);
        } catch (ExecutionException e) {
            Throwable error = KafkaFaults.unwrapped(e);
            if (!KafkaFaults.passes(error)) {
                throw KafkaFaults.explained(error, settings);
            }
            partition.contact().onNoAnswer();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}

package io.millrace.kafka.source;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits offsets of complete checkpoints to the group, for the eyes of others: the source itself never needs them. So a
 * commit that comes to nothing is only logged, and the next one stands for it.
 *
 * <p><b>Thread.</b> Owned by the fetcher; waits for nothing.
 */
final class GroupOffsets {

    private static final Logger log = LoggerFactory.getLogger(GroupOffsets.class);
    private static final long LOG_INTERVAL_MILLIS = 60_000;

    private final Admin admin;
    private final @Nullable String group;
    private @Nullable KafkaFuture<Void> commit;
    private long loggedMillis;

    GroupOffsets(Admin admin, @Nullable String group, long nowMillis) {
        this.admin = admin;
        this.group = group;
        this.loggedMillis = nowMillis - LOG_INTERVAL_MILLIS;
    }

    void turn(Fetcher<?> fetcher, long nowMillis) {
        if (group == null || (commit != null && !commit.isDone())) {
            return;
        }
        logFailure(nowMillis);
        Map<TopicPartition, Long> completed = fetcher.takeCompleted();
        if (!completed.isEmpty()) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            completed.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
            AlterConsumerGroupOffsetsOptions options =
                    new AlterConsumerGroupOffsetsOptions().timeoutMs(OffsetQuestions.TIMEOUT_MILLIS);
            commit = admin.alterConsumerGroupOffsets(group, offsets, options).all();
        }
    }

    private void logFailure(long nowMillis) {
        KafkaFuture<Void> done = commit;
        commit = null;
        if (done == null || !done.isCompletedExceptionally() || nowMillis - loggedMillis < LOG_INTERVAL_MILLIS) {
            return;
        }
        loggedMillis = nowMillis;
        try {
            done.get();
        } catch (ExecutionException e) {
            log.warn(
                    "Offsets cannot be committed to the group: group={}; members of it that other applications have must"
                            + " leave it; checkpoints do not depend on it",
                    group,
                    e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}

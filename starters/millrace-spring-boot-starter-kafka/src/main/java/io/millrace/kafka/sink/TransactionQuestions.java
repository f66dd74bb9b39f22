package io.millrace.kafka.sink;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks brokers for what they know of the transactions of one transactional id.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class TransactionQuestions {

    private static final String TRANSACTION_VERSION = "transaction.version";
    private static final int WITH_NUMBERED_ENDS = 2;

    private final Connection connection;
    private final String transactionalId;

    TransactionQuestions(Connection connection, String transactionalId) {
        this.connection = connection;
        this.transactionalId = transactionalId;
    }

    /** What the coordinator of transactions says of it. */
    TransactionDescription coordinator() throws ExecutionException, InterruptedException {
        return connection
                .admin()
                .describeTransactions(List.of(transactionalId))
                .description(transactionalId)
                .get();
    }

    /** What all partitions of topics that know a producer say of it. */
    Map<TopicPartition, ProducerState> statesOfTopics(long producerId, Collection<String> topics)
            throws ExecutionException, InterruptedException {
        Set<TopicPartition> partitions = new HashSet<>();
        connection
                .admin()
                .describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(each -> partitions.add(new TopicPartition(topic, each.partition()))));
        return states(producerId, partitions);
    }

    /** What the partitions that know a producer say of it. */
    Map<TopicPartition, ProducerState> states(long producerId, Set<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, ProducerState> states = new HashMap<>();
        connection
                .admin()
                .describeProducers(partitions)
                .all()
                .get()
                .forEach((partition, producers) -> producers.activeProducers().forEach(each -> {
                    if (each.producerId() == producerId) {
                        states.put(partition, each);
                    }
                }));
        return states;
    }

    /** Whether the end of a transaction has an epoch of its own in the partitions: the one after that of its records. */
    boolean isEndNumbered() throws ExecutionException, InterruptedException {
        FinalizedVersionRange version = connection
                .admin()
                .describeFeatures()
                .featureMetadata()
                .get()
                .finalizedFeatures()
                .get(TRANSACTION_VERSION);
        return version != null && version.maxVersionLevel() >= WITH_NUMBERED_ENDS;
    }
}

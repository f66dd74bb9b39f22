package io.millrace.kafka.sink;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;
import org.apache.kafka.common.internals.Topic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds transactions of one transactional id that partitions hold open though their coordinator is done with them, and ends
 * them where that is right. A broker may leave one behind when the partition had no leader for a moment (KAFKA-20734), even of
 * a commit that it has confirmed.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class HangingTransactions {

    private static final Logger log = LoggerFactory.getLogger(HangingTransactions.class);

    private static final Set<TransactionState> ENDED = Set.of(
            TransactionState.PREPARE_COMMIT,
            TransactionState.COMPLETE_COMMIT,
            TransactionState.PREPARE_ABORT,
            TransactionState.COMPLETE_ABORT);

    private static final Set<TransactionState> UNDER_WAY =
            Set.of(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private static final String FORGOTTEN_AFTER = "producer.id.expiration.ms";
    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final Connection connection;
    private final Markers markers;
    private final TransactionQuestions questions;

    /** How the coordinator has last ended a transaction, as far as it was seen. */
    private @Nullable TransactionDescription lastEnded;

    /** The transaction of which the mark has been set here, perhaps. */
    private @Nullable TransactionName confirmed;

    HangingTransactions(Connection connection, Markers markers, String transactionalId) {
        this.connection = connection;
        this.markers = markers;
        this.questions = new TransactionQuestions(connection, transactionalId);
    }

    /** Remembers how the last transaction was ended: to take the transactional id over makes the coordinator forget it. */
    void remember() throws ExecutionException, InterruptedException {
        try {
            TransactionDescription coordinator = questions.coordinator();
            if (ENDED.contains(coordinator.state())) {
                lastEnded = coordinator;
            }
        } catch (ExecutionException e) {
            if (FailureKind.find(e, TransactionalIdNotFoundException.class) == null) {
                throw e;
            }
        }
    }

    /** The producer that the transactional id has now. */
    long producerId() throws ExecutionException, InterruptedException {
        return questions.coordinator().producerId();
    }

    /**
     * Waits until a transaction that has been committed is committed everywhere: the answer comes when the coordinator has
     * decided it, before the partitions hear of it.
     *
     * @throws HangingTransactionException if some partitions never will
     */
    void awaitEnd(long producerId, Writing writing) throws ExecutionException, InterruptedException {
        boolean isDecided = false;
        for (long pauseMillis = 1; ; pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS)) {
            Map<TopicPartition, ProducerState> states = questions.states(producerId, writing.partitions());
            if (states.values().stream()
                            .allMatch(
                                    each -> each.currentTransactionStartOffset().isEmpty())
                    && mark(writing) == Leftovers.Mark.WRITTEN) {
                return;
            }
            if (isDecided) {
                throw new HangingTransactionException(
                        "Transaction of Kafka was committed, and has not come to its end in all partitions: transaction="
                                + writing.name().toId() + ", producers=" + states,
                        null);
            }
            isDecided = !UNDER_WAY.contains(questions.coordinator().state());
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
    }

    /**
     * Ends what hangs, so that the transaction at hand can be written.
     *
     * <p><b>Contract.</b> To be called when the transactional id has been taken over, and before anything is written.
     *
     * @throws HangingTransactionException if something hangs that must not be ended here, or cannot be
     */
    void end(Writing writing) throws ExecutionException, InterruptedException {
        Leftovers leftovers = leftovers(writing);
        switch (leftovers.verdict()) {
            case NONE -> {}
            case ABORT -> abort(writing, leftovers);
            case CONFIRM -> {
                log.warn(
                        "Transaction of Kafka was committed, and brokers have left its mark pending, which is set anew: {}",
                        facts(writing, leftovers));
                confirmed = writing.name();
                markers.set(writing.name(), writing.content().topics());
                abort(writing, leftovers);
            }
            case HIDDEN ->
                throw new HangingTransactionException(
                        "Transaction of Kafka was committed, but some partitions do not show it: "
                                + facts(writing, leftovers)
                                + "; to abort it there (kafka-transactions.sh abort) would lose the records that it has in"
                                + " these partitions, and the sink waits: take a copy of them first",
                        null);
            case UNKNOWN ->
                throw new HangingTransactionException(
                        "Transaction of Kafka hangs, and some partitions may show it already: "
                                + facts(writing, leftovers)
                                + "; if no reader of committed records sees any of its records, abort it in all of these"
                                + " partitions (kafka-transactions.sh find-hanging, abort), and the sink writes it again",
                        null);
        }
    }

    private Leftovers leftovers(Writing writing) throws ExecutionException, InterruptedException {
        TransactionDescription coordinator = questions.coordinator();
        Leftovers.Mark mark = mark(writing);
        Map<TopicPartition, ProducerState> states = questions.statesOfTopics(
                coordinator.producerId(), writing.content().topics());
        boolean isOpen = states.values().stream()
                .anyMatch(each -> each.currentTransactionStartOffset().isPresent());
        boolean isMarkAsked = mark.isPending() || (mark == Leftovers.Mark.WRITTEN && isOpen);
        if (isMarkAsked) {
            states.putAll(statesOfMarks(writing, coordinator.producerId()));
        }
        return new Leftovers(
                coordinator,
                lastEnded,
                states,
                mark,
                isMarkAsked && questions.isEndNumbered(),
                connection.context().nowMillis(),
                isMarkAsked ? markers.brokerNumber(FORGOTTEN_AFTER, TimeUnit.DAYS.toMillis(1)) : 0);
    }

    private Map<TopicPartition, ProducerState> statesOfMarks(Writing writing, long producerId)
            throws ExecutionException, InterruptedException {
        try {
            return questions.statesOfTopics(producerId, List.of(Topic.GROUP_METADATA_TOPIC_NAME));
        } catch (ExecutionException e) {
            throw forbidden(
                    e,
                    "Transaction of Kafka hangs: transaction=" + writing.name().toId(),
                    "allow Read and Describe on " + Topic.GROUP_METADATA_TOPIC_NAME
                            + ", so that the sink can see whether it"
                            + " was committed, and ClusterAction on the cluster, so that it can end it. Do not abort it"
                            + " otherwise: its records would be lost if it was committed");
        }
    }

    private void abort(Writing writing, Leftovers leftovers) throws ExecutionException, InterruptedException {
        String facts = facts(writing, leftovers);
        for (Map.Entry<TopicPartition, ProducerState> each : leftovers.open().entrySet()) {
            ProducerState state = each.getValue();
            try {
                connection
                        .admin()
                        .abortTransaction(new AbortTransactionSpec(
                                each.getKey(),
                                state.producerId(),
                                (short) state.producerEpoch(),
                                state.coordinatorEpoch().orElse(0)))
                        .all()
                        .get();
            } catch (ExecutionException e) {
                throw forbidden(
                        e,
                        "Transaction of Kafka hangs, and can be aborted without a loss: " + facts,
                        "allow ClusterAction on the cluster, or abort it in all partitions where it is open"
                                + " (kafka-transactions.sh abort), while the sink waits: it writes again what is missing");
            }
        }
        log.warn("Transaction of Kafka was left hanging by the brokers, and was aborted where it was open: {}", facts);
    }

    /** What to throw instead if a right is missing, and else the failure itself. */
    private static HangingTransactionException forbidden(ExecutionException failure, String facts, String advice)
            throws ExecutionException {
        if (FailureKind.find(failure, AuthorizationException.class) == null) {
            throw failure;
        }
        return new HangingTransactionException(
                facts + ", reason=" + FailureKind.reason(failure).getMessage() + "; " + advice, null);
    }

    private String facts(Writing writing, Leftovers leftovers) {
        TransactionDescription coordinator = leftovers.coordinator();
        return "transaction=" + writing.name().toId() + ", mark=" + leftovers.mark() + ", producerId="
                + coordinator.producerId() + ", epoch=" + coordinator.producerEpoch() + ", open="
                + leftovers.open() + ", partitions=" + leftovers.partitions();
    }

    private Leftovers.Mark mark(Writing writing) throws ExecutionException, InterruptedException {
        TransactionName name = writing.name();
        List<String> topics = writing.content().topics();
        try {
            long last = markers.read(name.markerGroup(), topics);
            if (name.sequence() <= last) {
                return Leftovers.Mark.WRITTEN;
            }
            return last == Markers.NONE && markers.mayBeGone(name) ? Leftovers.Mark.EXPIRED : Leftovers.Mark.MISSING;
        } catch (UnstableOffsetCommitException e) {
            // Each is written when the one before is, so the first that is not written is the one that is pending.
            return name.equals(confirmed) || markers.readWritten(name.markerGroup(), topics) < name.sequence()
                    ? Leftovers.Mark.OWN_PENDING
                    : Leftovers.Mark.PENDING;
        }
    }
}

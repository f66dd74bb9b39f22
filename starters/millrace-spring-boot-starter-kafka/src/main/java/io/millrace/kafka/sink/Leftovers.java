package io.millrace.kafka.sink;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.jspecify.annotations.Nullable;

/**
 * What partitions hold of a transactional id that has just been taken over, and what is to become of it. The coordinator of
 * transactions is done with all that was before; a partition that still holds a transaction open has missed its end, and will
 * never get it.
 *
 * <p>The transaction that hangs is the one at hand, or one that no checkpoint knows: a transaction counts as written only when
 * no partition holds it open any more.
 *
 * @param coordinator what the coordinator says of the transactional id
 * @param before what it has said before that was taken over, or null if nothing
 * @param partitions what partitions say of its producer: all of the topics, and those of marks if one may hang there
 * @param mark of the transaction at hand
 * @param isEndNumbered whether the end of a transaction has a greater epoch than its records (transaction version 2)
 * @param nowMillis time
 * @param forgottenAfterMillis time after which a partition forgets a producer that has nothing open
 */
record Leftovers(
        TransactionDescription coordinator,
        @Nullable TransactionDescription before,
        Map<TopicPartition, ProducerState> partitions,
        Mark mark,
        boolean isEndNumbered,
        long nowMillis,
        long forgottenAfterMillis) {

    private static final Set<TransactionState> COMMITS =
            Set.of(TransactionState.PREPARE_COMMIT, TransactionState.COMPLETE_COMMIT);

    private static final Set<TransactionState> ABORTS =
            Set.of(TransactionState.PREPARE_ABORT, TransactionState.COMPLETE_ABORT);

    /** How the mark of a transaction stands. */
    enum Mark {
        WRITTEN,
        MISSING,
        /** Under way, and for good if nothing else is. It may be that of a transaction behind the one at hand. */
        PENDING,
        /** The same, and it is that of the transaction at hand. */
        OWN_PENDING,
        /** Missing, but so old that it may have been written. */
        EXPIRED;

        boolean isPending() {
            return this == PENDING || this == OWN_PENDING;
        }
    }

    /** What is to be done. */
    enum Verdict {
        /** Nothing hangs, or it is not ours. */
        NONE,
        /** Nobody has seen anything of it: it can be ended, and written again. */
        ABORT,
        /** It was committed, and only its mark does not show it: the mark can be set by itself, and what is pending ended. */
        CONFIRM,
        /** It was committed, and some partitions do not show it: neither end is right. */
        HIDDEN,
        /** Some partitions may show it already: to write it again may be to write it twice. */
        UNKNOWN
    }

    Verdict verdict() {
        Map<TopicPartition, ProducerState> open = open();
        if (!isOver() || (open.isEmpty() && !mark.isPending())) {
            return Verdict.NONE;
        }
        return switch (mark) {
            // Records and mark are committed together, so without its mark it was not committed, and never will be.
            case MISSING -> Verdict.ABORT;
            case WRITTEN -> isAfterMark(open) || wasEndedBy(ABORTS, open) ? Verdict.ABORT : Verdict.HIDDEN;
            case PENDING, OWN_PENDING -> ofPending(open);
            case EXPIRED -> Verdict.UNKNOWN;
        };
    }

    private Verdict ofPending(Map<TopicPartition, ProducerState> open) {
        if (isUnseen(open) || wasEndedBy(ABORTS, open)) {
            return Verdict.ABORT;
        }
        if (!wasEndedBy(COMMITS, open)) {
            return Verdict.UNKNOWN;
        }
        if (!open.keySet().stream().allMatch(Leftovers::isOfMarks)) {
            return Verdict.HIDDEN;
        }
        return mark == Mark.OWN_PENDING ? Verdict.CONFIRM : Verdict.UNKNOWN;
    }

    /** Whether the coordinator has said so of just this transaction. */
    private boolean wasEndedBy(Set<TransactionState> ends, Map<TopicPartition, ProducerState> open) {
        return before != null
                && isEndNumbered
                && ends.contains(before.state())
                && before.producerId() == coordinator.producerId()
                && !open.isEmpty()
                && open.values().stream().allMatch(each -> each.producerEpoch() + 1 == before.producerEpoch());
    }

    /** What is held open, in the order in which it is to be ended: marks last, which tell that there is something to do. */
    Map<TopicPartition, ProducerState> open() {
        Map<TopicPartition, ProducerState> open = new TreeMap<>((left, right) -> {
            int byKind = Boolean.compare(isOfMarks(left), isOfMarks(right));
            return byKind != 0 ? byKind : left.toString().compareTo(right.toString());
        });
        partitions.forEach((partition, state) -> {
            if (state.currentTransactionStartOffset().isPresent()
                    && state.producerEpoch() < coordinator.producerEpoch()) {
                open.put(partition, state);
            }
        });
        return open;
    }

    /** Whether nothing is under way: it is, if somebody has taken the transactional id over since. */
    private boolean isOver() {
        return coordinator.state() == TransactionState.EMPTY;
    }

    /** Whether all that is open was begun after the last transaction that has set a mark, whose end had its next epoch. */
    private boolean isAfterMark(Map<TopicPartition, ProducerState> open) {
        int marked = partitions.entrySet().stream()
                .filter(each -> isOfMarks(each.getKey()))
                .mapToInt(each -> each.getValue().producerEpoch())
                .max()
                .orElse(Integer.MAX_VALUE);
        return isEndNumbered && open.values().stream().allMatch(each -> each.producerEpoch() >= marked);
    }

    /** Whether no partition has got the end of the transaction, be it a commit, so that no reader has seen anything of it. */
    private boolean isUnseen(Map<TopicPartition, ProducerState> open) {
        ProducerState marks = open.entrySet().stream()
                .filter(each -> isOfMarks(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        // The end of it would have the next epoch, in partitions that have not forgotten the producer.
        return marks != null
                && isEndNumbered
                && nowMillis - marks.lastTimestamp() < forgottenAfterMillis / 2
                && partitions.values().stream().allMatch(each -> each.producerEpoch() <= marks.producerEpoch())
                && open.values().stream().allMatch(each -> each.producerEpoch() == marks.producerEpoch());
    }

    static boolean isOfMarks(TopicPartition partition) {
        return partition.topic().equals(Topic.GROUP_METADATA_TOPIC_NAME);
    }
}

package io.millrace.kafka.sink;

import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidRequiredAcksException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** What a failure of a Kafka client means for whoever has called it. */
enum FailureKind {
    /** Somebody wants the thread to end. */
    INTERRUPTED,
    /** Another producer has taken over the transactional id, or the broker has given up the transaction. */
    FENCED,
    /** It will fail in the same way for as long as nobody changes something. */
    REFUSED,
    /** Nothing is known but that there was no answer in time, or a broker that could not give one yet. */
    AWAY,
    /** The transaction has failed; another may do. */
    BROKEN;

    private static final Set<Class<? extends Throwable>> REFUSALS = Set.of(
            AuthenticationException.class,
            AuthorizationException.class,
            ConfigException.class,
            InvalidConfigurationException.class,
            InvalidRecordException.class,
            InvalidRequiredAcksException.class,
            InvalidTimestampException.class,
            InvalidTopicException.class,
            InvalidTxnTimeoutException.class,
            OffsetMetadataTooLarge.class,
            PolicyViolationException.class,
            RecordBatchTooLargeException.class,
            RecordTooLargeException.class,
            SerializationException.class,
            UnknownTopicOrPartitionException.class,
            UnsupportedVersionException.class);

    static FailureKind of(Throwable failure) {
        if (find(failure, InterruptException.class) != null || find(failure, InterruptedException.class) != null) {
            return INTERRUPTED;
        }
        if (find(failure, ProducerFencedException.class) != null
                || find(failure, InvalidProducerEpochException.class) != null
                || find(failure, FencedInstanceIdException.class) != null
                || find(failure, InvalidTxnStateException.class) != null) {
            return FENCED;
        }
        if (isTimeoutRefused(failure) || REFUSALS.stream().anyMatch(type -> find(failure, type) != null)) {
            return REFUSED;
        }
        return find(failure, RetriableException.class) != null ? AWAY : BROKEN;
    }

    /** The exception of Kafka that says most: the innermost. */
    static Throwable reason(Throwable failure) {
        Throwable best = failure;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ApiException || (best == failure && each instanceof KafkaException)) {
                best = each;
            }
        }
        return best;
    }

    /** Whether the brokers allow no transaction to last as long as the producer says. Its client keeps only the message. */
    static boolean isTimeoutRefused(Throwable failure) {
        String message = failure.getMessage();
        return find(failure, InvalidTxnTimeoutException.class) != null
                || (message != null && message.contains("transaction.max.timeout.ms"));
    }

    static <E extends Throwable> @Nullable E find(Throwable failure, Class<E> type) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }
}

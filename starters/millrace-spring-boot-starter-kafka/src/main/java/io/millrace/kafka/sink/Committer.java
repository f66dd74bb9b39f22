package io.millrace.kafka.sink;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes prepared transactions to Kafka under one transactional id, each in one transaction of Kafka, together with its mark.
 *
 * <p>A producer that has just been opened has fenced all others of its transactional id and ended what they had left open, so
 * what the marks say then holds for as long as this producer is not fenced itself. After any failure the producer is dropped,
 * and the next one reads the marks before it writes. So nothing is written twice, whoever else tries.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class Committer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    private final Connection connection;
    private final Topics topics;
    private final Markers markers;
    private final HangingTransactions hanging;
    private final UnknownTransaction onUnknown;
    private final String transactionalId;
    private @Nullable Producer<byte[], byte[]> producer;

    /** Last transaction of each attempt that is written, as the current producer has read or done. */
    private final Map<String, Long> written = new HashMap<>();

    /** Topics in which nothing of earlier producers hangs. */
    private final Set<String> settled = new HashSet<>();

    Committer(Connection connection, Topics topics, UnknownTransaction onUnknown, String transactionalId) {
        this.connection = connection;
        this.topics = topics;
        this.markers = new Markers(connection);
        this.hanging = new HangingTransactions(connection, markers, transactionalId);
        this.onUnknown = onUnknown;
        this.transactionalId = transactionalId;
    }

    /** Fences all others that use the transactional id, and aborts what they have left open. */
    void takeOver() throws KafkaSinkException, InterruptedException {
        try {
            connection.patience().keepTrying("take over transactional id " + transactionalId, this::opened);
        } catch (KafkaException e) {
            throw new KafkaSinkException(
                    "Transactional id of Kafka cannot be taken over: transactionalId=" + transactionalId + ", reason="
                            + FailureKind.reason(e).getMessage() + "; " + adviceOnOpening(e),
                    e);
        }
    }

    /** Writes a transaction unless it is written; waits for as long as Kafka does not answer. */
    void commit(TransactionName name, byte[] bytes)
            throws KafkaSinkException, MalformedContentException, InterruptedException {
        Writing writing = new Writing(name, new ContentReader(name.toId(), bytes));
        if (producer == null) {
            takeOver();
        }
        try {
            connection.patience().keepTrying("write transaction " + name.toId(), () -> commitOnce(writing));
        } catch (KafkaException e) {
            throw new KafkaSinkException(writing.explain(e, connection.transactionTimeoutMillis()), e);
        }
    }

    private boolean commitOnce(Writing writing) throws ExecutionException, KafkaSinkException, InterruptedException {
        if (producer == null) {
            // What they take may have changed, which may be why the last try has failed.
            require(writing);
        }
        try {
            Producer<byte[], byte[]> current = opened();
            settle(writing);
            TransactionName name = writing.name();
            long last = lastWritten(writing);
            boolean isWritten = name.sequence() <= last;
            if (!isWritten && (last != Markers.NONE || isToBeWritten(name))) {
                write(writing, current);
            }
            return isWritten;
        } catch (HangingTransactionException e) {
            // Nothing is wrong with the producer; a new one would fence it, and write to the log of transactions.
            throw e;
        } catch (KafkaException | ExecutionException | IllegalStateException e) {
            drop();
            throw e;
        }
    }

    private void settle(Writing writing) throws ExecutionException, KafkaSinkException, InterruptedException {
        List<String> topics = writing.content().topics();
        if (!settled.containsAll(topics)) {
            require(writing);
            hanging.end(writing);
            settled.addAll(topics);
        }
    }

    /** Writes, and waits until it is to be seen: only then does nobody need the records any more. */
    private void write(Writing writing, Producer<byte[], byte[]> current)
            throws ExecutionException, InterruptedException {
        long producerId = hanging.producerId();
        writing.writeWith(current);
        try {
            hanging.awaitEnd(producerId, writing);
        } catch (HangingTransactionException e) {
            // Only who takes over anew may end it.
            drop();
            throw e;
        }
        written.put(writing.name().attempt(), writing.name().sequence());
    }

    private long lastWritten(Writing writing) throws KafkaSinkException, InterruptedException {
        Long known = written.get(writing.name().attempt());
        if (known != null) {
            return known;
        }
        require(writing);
        long marked = markers.lastMarked(
                writing.name().markerGroup(), writing.content().topics());
        if (marked != Markers.NONE) {
            written.put(writing.name().attempt(), marked);
        }
        return marked;
    }

    private void require(Writing writing) throws KafkaSinkException, InterruptedException {
        for (String topic : writing.content().topics()) {
            topics.require(topic);
        }
    }

    /** Whether a transaction that is not marked is to be written: unless it is so old that its mark may be gone. */
    private boolean isToBeWritten(TransactionName name) throws KafkaSinkException, InterruptedException {
        if (!markers.mayBeGone(name)) {
            return true;
        }
        long ageMillis = connection.context().nowMillis() - name.preparedAtMillis();
        long retentionMillis = markers.retentionMillis();
        String facts = "Nobody knows whether a prepared transaction of Kafka was written: transaction=" + name.toId()
                + ", group=" + name.markerGroup() + ", ageMinutes=" + TimeUnit.MILLISECONDS.toMinutes(ageMillis)
                + ", offsets.retention.minutes=" + TimeUnit.MILLISECONDS.toMinutes(retentionMillis);
        if (onUnknown == UnknownTransaction.FAIL) {
            throw new KafkaSinkException(
                    facts
                            + "; the mark that would tell is kept for that long only. Look for its records in the topics, and"
                            + " for one start set onUnknownOutcome (millrace.kafka.sink.on-unknown-outcome) to DROP if they"
                            + " are there, or to WRITE if they are not",
                    null);
        }
        log.warn("{}; onUnknownOutcome={}", facts, onUnknown);
        return onUnknown == UnknownTransaction.WRITE;
    }

    private Producer<byte[], byte[]> opened() throws ExecutionException, InterruptedException {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            written.clear();
            settled.clear();
            hanging.remember();
            current = connection.transactionalProducer(transactionalId, topics.maxBatchBytes());
            producer = current;
            try {
                current.initTransactions();
            } catch (KafkaException | IllegalStateException e) {
                drop();
                throw e;
            }
        }
        return current;
    }

    private String adviceOnOpening(KafkaException failure) {
        if (FailureKind.isTimeoutRefused(failure)) {
            return "transaction.timeout.ms is " + connection.transactionTimeoutMillis()
                    + ", and the brokers allow less: lower it"
                    + " (spring.kafka.producer.properties.transaction.timeout.ms), or raise transaction.max.timeout.ms of"
                    + " the brokers";
        }
        return Writing.advice(FailureKind.of(failure), transactionalId);
    }

    private void drop() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            try {
                producer.close(Connection.CLOSE_TIMEOUT);
                producer = null;
            } catch (InterruptException e) {
                log.debug("Closing a producer was interrupted: transactionalId={}", transactionalId, e);
                drop();
            }
        }
    }
}

package io.millrace.kafka.sink;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Writes one transaction, several times if need be, and explains why it does not succeed.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class Writing {

    private final TransactionName name;
    private final ContentReader content;
    private long beganNanos = System.nanoTime();
    private @Nullable Sends sends;

    Writing(TransactionName name, ContentReader content) {
        this.name = name;
        this.content = content;
    }

    TransactionName name() {
        return name;
    }

    ContentReader content() {
        return content;
    }

    /** Writes the records and their mark in one transaction. */
    @SuppressWarnings("FutureReturnValueIgnored") // The call back hears of the same.
    void writeWith(Producer<byte[], byte[]> producer) {
        // Sends of a try before this one may still be failing.
        Sends current = new Sends();
        sends = current;
        beganNanos = System.nanoTime();
        producer.beginTransaction();
        content.rewind();
        while (content.hasNext()) {
            producer.send(nextRecord(), current);
            current.throwFailure();
        }
        producer.sendOffsetsToTransaction(Markers.of(name, content.topics()), Markers.metadata(name.markerGroup()));
        producer.commitTransaction();
    }

    /** Where its records have been written the last time. */
    Set<TopicPartition> partitions() {
        return sends == null ? Set.of() : sends.partitions();
    }

    String explain(KafkaException failure, long timeoutMillis) {
        Sends.Failure first = sends == null ? null : sends.failure();
        // What the commit throws may only say that something has failed before.
        Throwable cause = first != null && FailureKind.of(failure) == FailureKind.BROKEN ? first.cause() : failure;
        long elapsedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
        FailureKind kind = FailureKind.of(cause);
        boolean isTooSlow = kind == FailureKind.FENCED && elapsedMillis >= timeoutMillis;
        return "Transaction of Kafka cannot be written: transaction=" + name.toId() + ", topics=" + content.topics()
                + (first == null ? "" : ", partition=" + first.partition()) + ", records=" + content.records()
                + ", bytes=" + content.bytes() + ", millis=" + elapsedMillis + ", reason="
                + FailureKind.reason(cause).getMessage() + "; "
                + (isTooSlow ? tooSlow(timeoutMillis) : advice(kind, name.transactionalId()));
    }

    private static String tooSlow(long timeoutMillis) {
        return "it took longer than transaction.timeout.ms, " + timeoutMillis
                + ", so that the brokers have given it up: raise that"
                + " (spring.kafka.producer.properties.transaction.timeout.ms), or take checkpoints more often";
    }

    static String advice(FailureKind kind, String transactionalId) {
        return switch (kind) {
            case FENCED ->
                "another producer has taken over the transactional id " + transactionalId
                        + ": either this task has a successor elsewhere, or two applications on this Kafka cluster use the"
                        + " same one: give each sink a transactionalIdPrefix of its own";
            case REFUSED ->
                "Kafka will not take it as things are: change what the reason names, and the next start goes on from the"
                        + " checkpoint. The credentials must allow Write and Describe on the transactional id, Read on the"
                        + " group of the marks, and Write, Read and Describe on the topics";
            case AWAY, BROKEN, INTERRUPTED -> "the next start goes on from the checkpoint: check the brokers";
        };
    }

    private ProducerRecord<byte[], byte[]> nextRecord() {
        try {
            return content.next();
        } catch (MalformedContentException e) {
            // Its checksum is right, so whoever wrote it did so wrongly, and another try will not help.
            throw new AssertionError(e.getMessage(), e);
        }
    }
}

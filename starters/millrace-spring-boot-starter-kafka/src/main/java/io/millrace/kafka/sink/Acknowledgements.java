package io.millrace.kafka.sink;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends records and waits for their acknowledgements.
 *
 * <p><b>Thread.</b> Owned by the task, but for {@link #onCompletion}, which the producer's own thread calls, and the task's
 * where a record is not taken at all.
 */
final class Acknowledgements implements Callback {

    /** Patience of a quarter of a minute is no trouble; most that a broker does takes less. */
    private static final long TROUBLE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final long LOOK_MILLIS = 1_000;

    private final Connection connection;
    private final Thread noThread = new Thread();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition isQuiet = lock.newCondition();

    // Guarded by the lock.
    private Thread sender = noThread;
    private long underWay;
    private @Nullable Exception failure;
    private @Nullable Exception notTaken;

    Acknowledgements(Connection connection) {
        this.connection = connection;
    }

    /** Sends a record; waits for as long as the producer has no room for it. */
    void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            connection.patience().keepTrying("send to topic " + record.topic(), () -> sendOnce(producer, record));
        } catch (KafkaException e) {
            throw explained(e);
        }
        throwFailure();
    }

    /** Waits until all records are acknowledged. */
    void await() throws InterruptedException {
        long sinceNanos = System.nanoTime();
        lock.lockInterruptibly();
        try {
            while (underWay > 0 && failure == null) {
                boolean isInTime = isQuiet.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (!isInTime && System.nanoTime() - sinceNanos > TROUBLE_NANOS) {
                    connection
                            .patience()
                            .waiting(
                                    "wait for acknowledgements",
                                    sinceNanos,
                                    new TimeoutException(underWay + " records are not acknowledged"));
                }
            }
        } finally {
            lock.unlock();
        }
        connection.patience().over();
        throwFailure();
    }

    /** Throws what has failed since; nothing can be sent any more then. */
    void throwFailure() {
        Exception failed;
        lock.lock();
        try {
            failed = failure;
        } finally {
            lock.unlock();
        }
        if (failed != null) {
            throw explained(failed);
        }
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception cause) {
        lock.lock();
        try {
            underWay--;
            if (cause instanceof TimeoutException && Thread.currentThread() == sender) {
                notTaken = cause;
            } else if (cause != null && failure == null) {
                failure = cause;
            }
            if (underWay == 0 || cause != null) {
                isQuiet.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The call back hears of the same.
    private boolean sendOnce(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        begin();
        try {
            producer.send(record, this);
        } catch (RuntimeException e) {
            // Thrown without a call back.
            onCompletion(null, e);
            throw e;
        }
        end();
        return true;
    }

    private void begin() {
        lock.lock();
        try {
            underWay++;
            sender = Thread.currentThread();
            notTaken = null;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            sender = noThread;
            if (notTaken != null) {
                throw new TimeoutException(notTaken.getMessage(), notTaken);
            }
        } finally {
            lock.unlock();
        }
    }

    private static KafkaSinkError explained(Exception failure) {
        return new KafkaSinkError(
                "Record cannot be sent to Kafka: reason="
                        + FailureKind.reason(failure).getMessage() + "; "
                        + (FailureKind.of(failure) == FailureKind.REFUSED
                                ? "change what the reason names, and the next start goes on from the checkpoint. The"
                                        + " credentials must allow Write and Describe on the topic"
                                : "the next start goes on from the checkpoint: check the brokers"),
                failure);
    }
}

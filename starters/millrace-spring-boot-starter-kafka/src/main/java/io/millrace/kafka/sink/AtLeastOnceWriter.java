package io.millrace.kafka.sink;

import io.millrace.sink.Transaction;
import io.millrace.sink.TransactionalWriter;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each record at once, and lets no checkpoint pass that stands before one that Kafka has not acknowledged. After a
 * failure some are sent again.
 *
 * <p>It prepares nothing, and takes part in checkpoints only to be given what was prepared before the sink was made to write at
 * once.
 *
 * <p><b>Thread.</b> Called by one thread at a time, and may block.
 *
 * @param <T> the type of the results
 */
final class AtLeastOnceWriter<T> implements TransactionalWriter<T> {

    private static final Logger log = LoggerFactory.getLogger(AtLeastOnceWriter.class);

    private final RecordEncoder<? super T> encoder;
    private final SinkSettings settings;
    private final Connection connection;
    private final Topics topics;
    private final Acknowledgements acknowledgements;
    private final OutgoingRecord record = new OutgoingRecord();
    private @Nullable Producer<byte[], byte[]> producer;

    AtLeastOnceWriter(RecordEncoder<? super T> encoder, SinkSettings settings, Connection connection) {
        this.encoder = encoder;
        this.settings = settings;
        this.connection = connection;
        this.topics = new Topics(connection);
        this.acknowledgements = new Acknowledgements(connection);
    }

    @Override
    public void recover(long checkpointId, List<Transaction> prepared) throws Exception {
        if (settings.topic() != null) {
            topics.require(settings.topic());
        }
        writePrepared(prepared);
    }

    @Override
    public void write(T value, long timestampMillis) throws Exception {
        record.clear();
        encoder.encode(value, timestampMillis, record);
        topics.check(record);
        acknowledgements.send(opened(), record.toProducerRecord());
    }

    @Override
    public void flush() {
        acknowledgements.throwFailure();
    }

    @Override
    public void sync() throws InterruptedException {
        acknowledgements.await();
    }

    @Override
    public List<Transaction> prepare(long checkpointId) throws InterruptedException {
        sync();
        return List.of();
    }

    @Override
    public void commit(Transaction transaction) throws Exception {
        writePrepared(List.of(transaction));
    }

    private void writePrepared(List<Transaction> prepared) throws Exception {
        new Recovery(connection, topics, settings.onUnknown()).run(prepared, null, "");
    }

    private Producer<byte[], byte[]> opened() {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            current = connection.patientProducer(topics.maxBatchBytes());
            producer = current;
        }
        return current;
    }

    @Override
    public void close() {
        if (producer != null) {
            try {
                producer.close(Connection.CLOSE_TIMEOUT);
            } catch (InterruptException e) {
                log.debug("Closing a producer was interrupted", e);
            }
            producer = null;
        }
        connection.close();
    }
}

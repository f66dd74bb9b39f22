package io.millrace.kafka.sink;

import io.millrace.sink.SinkContext;
import io.millrace.sink.Transaction;
import io.millrace.sink.TransactionalWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the records of an interval in the checkpoint that ends it, and writes them to Kafka when that has been decided.
 *
 * <p><b>Thread.</b> Called by one thread at a time, and may block.
 *
 * @param <T> the type of the results
 */
final class ExactlyOnceWriter<T> implements TransactionalWriter<T> {

    private final RecordEncoder<? super T> encoder;
    private final SinkSettings settings;
    private final SinkContext context;
    private final Connection connection;
    private final Topics topics;
    private final String attempt;
    private final String transactionalId;
    private final Committer committer;
    private final PendingRecords pending;
    private final OutgoingRecord record = new OutgoingRecord();
    private long lastSequence;

    /**
     * Makes a writer.
     *
     * @param attempt name that no writer has had before
     */
    ExactlyOnceWriter(RecordEncoder<? super T> encoder, SinkSettings settings, Connection connection, String attempt) {
        this.encoder = encoder;
        this.settings = settings;
        this.connection = connection;
        this.context = connection.context();
        this.attempt = attempt;
        this.topics = new Topics(connection);
        this.transactionalId =
                settings.prefixOf(context.topology(), context.operatorName()) + "-" + context.taskIndex();
        this.committer = new Committer(connection, topics, settings.onUnknown(), transactionalId);
        this.pending = new PendingRecords(settings);
    }

    @Override
    public void recover(long checkpointId, List<Transaction> prepared) throws Exception {
        if (settings.topic() != null) {
            topics.require(settings.topic());
        }
        committer.takeOver();
        writePrepared(prepared);
    }

    @Override
    public void write(T value, long timestampMillis) throws Exception {
        record.clear();
        encoder.encode(value, timestampMillis, record);
        topics.check(record);
        pending.add(record);
    }

    @Override
    public List<Transaction> prepare(long checkpointId) {
        List<Transaction> prepared = new ArrayList<>();
        for (byte[] content : pending.prepare()) {
            TransactionName name = new TransactionName(attempt, ++lastSequence, transactionalId, context.nowMillis());
            prepared.add(new Transaction(name.toId(), content));
        }
        return prepared;
    }

    @Override
    public void commit(Transaction transaction) throws Exception {
        TransactionName name = TransactionName.parse(transaction.id());
        if (name.attempt().equals(attempt)) {
            committer.commit(name, transaction.content());
            pending.committed(transaction.content().length);
        } else {
            writePrepared(List.of(transaction));
        }
    }

    private void writePrepared(List<Transaction> prepared) throws Exception {
        new Recovery(connection, topics, settings.onUnknown()).run(prepared, committer, transactionalId);
    }

    @Override
    public void close() {
        committer.close();
        connection.close();
    }
}

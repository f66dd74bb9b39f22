package io.millrace.kafka.sink;

import io.millrace.sink.SinkContext;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * The way of one writer to Kafka: its clients, and what it does while they get no answer.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class Connection implements AutoCloseable {

    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final Map<String, Object> config;
    private final String clientId;
    private final SinkContext context;
    private final Patience patience;
    private final ProducerConfig parsed;
    private @Nullable Admin admin;

    Connection(KafkaClients clients, SinkSettings settings, SinkContext context) {
        this.clients = clients;
        this.config = settings.producer();
        this.context = context;
        this.clientId = settings.prefixOf(context.topology(), context.operatorName()) + "-" + context.taskIndex();
        this.patience = new Patience(context, ProducerSettings.brokers(config));
        this.parsed = new ProducerConfig(ProducerSettings.transactional(config, clientId, clientId));
    }

    SinkContext context() {
        return context;
    }

    Patience patience() {
        return patience;
    }

    /** Most bytes that the producer takes for one record, without compression. */
    long maxRecordBytes() {
        return Math.min(
                parsed.getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                parsed.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG));
    }

    long transactionTimeoutMillis() {
        return parsed.getInt(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
    }

    /**
     * Opens a producer of transactions.
     *
     * @param maxBatchBytes most bytes that all topics take at once; the client has trouble with batches that it has to divide
     */
    Producer<byte[], byte[]> transactionalProducer(String transactionalId, long maxBatchBytes) {
        // A transaction of another task is written under its name, beside that task's own producer.
        String id = transactionalId.equals(clientId) ? clientId : clientId + "-for-" + transactionalId;
        return opened(ProducerSettings.transactional(config, id, transactionalId), maxBatchBytes);
    }

    /** Opens a producer that sends at once. */
    Producer<byte[], byte[]> patientProducer(long maxBatchBytes) {
        return opened(ProducerSettings.patient(config, clientId), maxBatchBytes);
    }

    private Producer<byte[], byte[]> opened(Map<String, Object> settings, long maxBatchBytes) {
        int batchBytes = parsed.getInt(ProducerConfig.BATCH_SIZE_CONFIG);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, (int) Math.min(batchBytes, maxBatchBytes));
        return clients.producer(settings);
    }

    Admin admin() {
        Admin opened = admin;
        if (opened == null) {
            opened = clients.admin(ProducerSettings.admin(config, clientId));
            admin = opened;
        }
        return opened;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(CLOSE_TIMEOUT);
            admin = null;
        }
    }
}

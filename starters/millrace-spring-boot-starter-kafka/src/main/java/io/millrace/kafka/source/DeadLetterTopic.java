package io.millrace.kafka.source;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;

/**
 * Topic that takes records which cannot be decoded, as they came: key, value, timestamp and headers, and besides the headers
 * that spring-kafka gives a dead letter, so that its tools understand it.
 *
 * <p><b>Thread.</b> Owned by the fetcher, which waits in {@link #settle}.
 */
final class DeadLetterTopic implements AutoCloseable {

    private static final int MAX_TEXT_CHARS = 8_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final UndecodableRecords settings;
    private final String clientId;
    private final List<Future<?>> sent = new ArrayList<>();
    private @Nullable Producer<byte[], byte[]> producer;

    /** The producer is made for the first dead letter: most sources never see one. */
    DeadLetterTopic(UndecodableRecords settings, String clientId) {
        this.settings = settings;
        this.clientId = clientId;
    }

    void send(ConsumerRecord<byte[], byte[]> record, Exception cause) {
        // No partition: the topic may have fewer than the one that the record is of.
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                settings.topic(),
                null,
                record.timestamp() < 0 ? null : record.timestamp(),
                record.key(),
                record.value(),
                headers(record, cause));
        try {
            sent.add(producer().send(letter));
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /** Waits until all that was sent is written. */
    void settle() {
        if (sent.isEmpty() || producer == null) {
            return;
        }
        try {
            producer.flush();
            for (Future<?> future : sent) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        sent.clear();
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
        }
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> existing = producer;
        if (existing == null) {
            existing = new KafkaProducer<>(
                    ClientConfiguration.deadLetterProducer(settings.producer(), clientId),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            producer = existing;
        }
        return existing;
    }

    private SourceFailedException failed(Throwable cause) {
        return new SourceFailedException(
                "Dead letter cannot be written: topic=" + settings.topic() + ", reason=" + cause
                        + "; make the topic, and give the user of this application the right to WRITE to it",
                cause);
    }

    private static Headers headers(ConsumerRecord<byte[], byte[]> record, Exception cause) {
        Headers headers = new RecordHeaders(record.headers().toArray());
        headers.add(KafkaHeaders.DLT_ORIGINAL_TOPIC, text(record.topic()));
        headers.add(
                KafkaHeaders.DLT_ORIGINAL_PARTITION,
                ByteBuffer.allocate(Integer.BYTES).putInt(record.partition()).array());
        headers.add(KafkaHeaders.DLT_ORIGINAL_OFFSET, number(record.offset()));
        headers.add(KafkaHeaders.DLT_ORIGINAL_TIMESTAMP, number(record.timestamp()));
        headers.add(
                KafkaHeaders.DLT_ORIGINAL_TIMESTAMP_TYPE,
                text(record.timestampType().toString()));
        headers.add(KafkaHeaders.DLT_EXCEPTION_FQCN, text(cause.getClass().getName()));
        if (cause.getCause() != null) {
            headers.add(
                    KafkaHeaders.DLT_EXCEPTION_CAUSE_FQCN,
                    text(cause.getCause().getClass().getName()));
        }
        headers.add(KafkaHeaders.DLT_EXCEPTION_MESSAGE, text(String.valueOf(cause.getMessage())));
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        headers.add(KafkaHeaders.DLT_EXCEPTION_STACKTRACE, text(trace.toString()));
        return headers;
    }

    private static byte[] text(String text) {
        String bounded = text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS);
        return bounded.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}

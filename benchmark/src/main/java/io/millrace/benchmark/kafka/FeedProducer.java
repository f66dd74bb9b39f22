package io.millrace.benchmark.kafka;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes words into a topic: all at once, or each when it is due.
 *
 * <p><b>Thread.</b> Used by one.
 */
final class FeedProducer implements AutoCloseable {

    private final String topic;
    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Callback sent = (metadata, e) -> {
        if (e != null) {
            failure.compareAndSet(null, e);
        }
    };

    FeedProducer(KafkaCluster cluster, String topic, int lingerMillis) {
        this.topic = topic;
        this.partitions = cluster.partitions();
        Map<String, Object> settings = new HashMap<>(cluster.client());
        settings.put("acks", "1");
        settings.put("enable.idempotence", false);
        settings.put("linger.ms", lingerMillis);
        settings.put("batch.size", 256 << 10);
        settings.put("buffer.memory", 128L << 20);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Writes all words, and behind them what closes all windows. */
    void writeAll(WordFeed feed) {
        for (long i = 0; i < feed.records(); i++) {
            send(feed, i);
        }
        closeWindows(feed);
    }

    /** Writes each word when its event time has come on the wall clock, and at last what closes all windows. */
    void writeWhenDue(WordFeed feed) throws InterruptedException {
        for (long i = 0; i < feed.records(); ) {
            long now = System.currentTimeMillis();
            while (i < feed.records() && feed.timestampMillis(i) <= now) {
                send(feed, i++);
            }
            Thread.sleep(1);
        }
        closeWindows(feed);
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(WordFeed feed, long number) {
        byte[] word = feed.word(number).getBytes(StandardCharsets.UTF_8);
        send(new ProducerRecord<>(topic, null, feed.timestampMillis(number), word, word));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of failures.
    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, sent);
    }

    /** Writes what closes all windows, into each partition. */
    void closeWindows(WordFeed feed) {
        byte[] end = "end".getBytes(StandardCharsets.UTF_8);
        for (int partition = 0; partition < partitions; partition++) {
            send(new ProducerRecord<>(topic, partition, feed.endMillis(), end, end));
        }
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("Words cannot be written: topic=" + topic, failed);
        }
    }
}

package io.millrace.benchmark.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads results as anybody would who wants each of them once: {@code read_committed}.
 *
 * <p><b>Thread.</b> Has one of its own, which alone calls the listener.
 */
final class ResultReader {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long NUDGE_MILLIS = 100;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final long expected;
    private final Listener listener;
    private final CompletableFuture<WindowCounts> all = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "result-reader");
    private volatile boolean isClosed;

    private ResultReader(KafkaConsumer<byte[], byte[]> consumer, long expected, Listener listener) {
        this.consumer = consumer;
        this.expected = expected;
        this.listener = listener;
    }

    /** Starts to read a topic until so many results have come. */
    static ResultReader start(KafkaCluster cluster, String topic, long expected, Listener listener) {
        Map<String, Object> settings = new HashMap<>(cluster.client());
        settings.put("isolation.level", "read_committed");
        settings.put("max.poll.records", 10_000);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, cluster.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        ResultReader reader = new ResultReader(consumer, expected, listener);
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    /**
     * Waits until all results have come.
     *
     * @param nudge closes windows again, now and then: an engine may look for closed windows only when a record comes, and not
     *     for each
     */
    WindowCounts await(Runnable nudge) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadlineNanos < 0) {
            try {
                return all.get(NUDGE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new IllegalStateException("Results cannot be read", e.getCause());
            } catch (TimeoutException e) {
                nudge.run();
            }
        }
        throw new IllegalStateException("Results are missing: expected=" + expected + ", seconds="
                + PATIENCE.toSeconds() + "; no figure of this run counts");
    }

    /** Reads no further. */
    void stop() throws InterruptedException {
        isClosed = true;
        consumer.wakeup();
        thread.join();
    }

    private void run() {
        WindowCounts.Tally tally = new WindowCounts.Tally();
        try (consumer) {
            while (!isClosed && tally.results() < expected) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    CountedWindow window = CountedWindow.of(record.value());
                    tally.add(new String(record.key(), StandardCharsets.UTF_8), window.startMillis(), window.count());
                    listener.onResult(window.startMillis());
                }
            }
            all.complete(tally.counts());
        } catch (RuntimeException e) {
            all.completeExceptionally(e);
        }
    }

    /** Hears of each result. */
    interface Listener {

        /** A result of a window is there, for all to see. */
        void onResult(long windowStartMillis);
    }
}

package io.millrace.examples.reliability;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the counts from the first on, as an ordinary consumer.
 *
 * <p><b>Thread.</b> Has one of its own, which alone calls the listeners.
 */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<ConsumerRecords<byte[], byte[]>> batches;
    private final Consumer<Exception> failures;
    private final Thread thread;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();

    private TopicReader(
            Map<String, Object> settings,
            Consumer<ConsumerRecords<byte[], byte[]>> batches,
            Consumer<Exception> failures) {
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.batches = batches;
        this.failures = failures;
        this.thread = new Thread(this::run, "reader-" + settings.get("isolation.level"));
    }

    /**
     * Starts to read.
     *
     * @param isolation "read_committed" or "read_uncommitted"
     * @param batches hears of all that has come, which is never nothing
     * @param failures hears why it reads no more
     */
    static TopicReader start(
            String servers,
            String isolation,
            Consumer<ConsumerRecords<byte[], byte[]>> batches,
            Consumer<Exception> failures) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", servers,
                "isolation.level", isolation,
                "max.poll.records", 10_000);
        TopicReader reader = new TopicReader(settings, batches, failures);
        reader.consumer.assign(Topics.partitions(Topics.COUNTS));
        reader.consumer.seekToBeginning(Topics.partitions(Topics.COUNTS));
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    /** Waits until it has read so far in every partition. */
    void awaitPositions(Map<TopicPartition, Long> ends) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> positions.getOrDefault(end.getKey(), 0L) < end.getValue())) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("Counts are not read to their end: positions=" + positions + ", ends=" + ends);
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (true) {
                ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
                if (!batch.isEmpty()) {
                    batches.accept(batch);
                }
                for (TopicPartition partition : consumer.assignment()) {
                    positions.put(partition, consumer.position(partition));
                }
            }
        } catch (WakeupException e) {
            // It is closed.
        } catch (RuntimeException e) {
            failures.accept(e);
        }
    }
}

package io.millrace.examples.wordcount.kafka;

import io.millrace.examples.wordcount.LiveScreen;
import io.millrace.examples.wordcount.Terminal;
import io.millrace.examples.wordcount.WordTotals;
import io.millrace.window.Firing;
import io.millrace.window.Window;
import io.millrace.window.WindowResult;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads the counts as any other application would, with a {@code read_committed} consumer, and shows each window when nothing
 * of it is missing.
 *
 * <p><b>Thread.</b> Reads on a thread of its own.
 */
@Component
class ReadBack implements SmartLifecycle {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int STOP_SECONDS = 5;

    private final Map<String, Object> clientSettings;
    private final Ledger ledger;
    private final LiveScreen screen;
    private final DemoEnd end;
    private volatile @Nullable Thread thread;

    ReadBack(ConsumerFactory<?, ?> consumers, Ledger ledger, LiveScreen screen, DemoEnd end) {
        this.clientSettings = new HashMap<>(consumers.getConfigurationProperties());
        this.clientSettings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.clientSettings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.ledger = ledger;
        this.screen = screen;
        this.end = end;
    }

    @Override
    public void start() {
        thread = new Thread(this::read, "read-back");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop() {
        Thread reading = thread;
        thread = null;
        if (reading != null && reading != Thread.currentThread()) {
            try {
                reading.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void read() {
        try (KafkaConsumer<String, Long> consumer =
                new KafkaConsumer<>(clientSettings, new StringDeserializer(), new LongDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.COUNTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (isRunning()) {
                for (ConsumerRecord<String, Long> count : consumer.poll(POLL)) {
                    show(count);
                }
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void show(ConsumerRecord<String, Long> count) throws IOException {
        Window window = Windows.at(count.timestamp());
        WordTotals totals = ledger.onCount(window.startMillis(), count.key(), count.value());
        if (totals != null) {
            screen.show(new WindowResult<>(window, window, totals, Firing.ON_TIME, 0));
        }
    }

    private void fail(Exception failure) {
        if (isRunning()) {
            PrintStream err = Terminal.standardError();
            err.println(
                    failure instanceof IOException ? failure.getMessage() : "Counts cannot be read back: " + failure);
            err.flush();
            end.now(1);
        }
    }
}

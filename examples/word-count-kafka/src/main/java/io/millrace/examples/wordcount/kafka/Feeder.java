package io.millrace.examples.wordcount.kafka;

import io.millrace.examples.wordcount.Book;
import io.millrace.examples.wordcount.Words;
import io.millrace.function.Emitter;
import io.millrace.function.OutputTag;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Sends the words of the book to Kafka, so many lines a second, each with the time at which it was due.
 *
 * <p><b>Thread.</b> Sends on a thread of its own.
 */
@Component
class Feeder implements SmartLifecycle {

    private static final int STOP_SECONDS = 5;

    private final Book book;
    private final KafkaTemplate<String, String> kafka;
    private final Ledger ledger;
    private final int linesPerSecond;
    private volatile @Nullable Thread thread;
    private volatile long lastMillis;

    Feeder(Book book, KafkaTemplate<String, String> kafka, Ledger ledger, DemoSettings settings) {
        this.book = book;
        this.kafka = kafka;
        this.ledger = ledger;
        this.linesPerSecond = settings.linesPerSecond();
    }

    @Override
    public void start() {
        thread = new Thread(this::feed, "feeder");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop() {
        Thread feeding = thread;
        thread = null;
        if (feeding != null) {
            feeding.interrupt();
            try {
                feeding.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Time of the last line. */
    long lastMillis() {
        return lastMillis;
    }

    private void feed() {
        EachWord out = new EachWord(kafka.partitionsFor(Topics.WORDS).size());
        Words words = new Words();
        long startMillis = System.currentTimeMillis();
        try {
            for (long line = 0; isRunning(); line++) {
                long dueMillis = startMillis + line * 1000 / linesPerSecond;
                TimeUnit.MILLISECONDS.sleep(dueMillis - System.currentTimeMillis());
                out.dueMillis = dueMillis;
                words.apply(book.line(line), out);
                lastMillis = dueMillis;
            }
        } catch (InterruptedException e) {
            // It is to stop.
        }
    }

    /** Deals the words out to the partitions in turn, so that none of them falls silent and holds up time. */
    private final class EachWord implements Emitter<String> {

        private final int partitions;
        private long dueMillis;
        private int next;

        EachWord(int partitions) {
            this.partitions = partitions;
        }

        @Override
        public void emit(String word) {
            long windowMillis = Windows.start(dueMillis);
            ledger.onSent(windowMillis);
            var unused = kafka.send(Topics.WORDS, next, dueMillis, null, word).whenComplete((sent, failure) -> {
                if (failure != null) {
                    ledger.onLost(windowMillis);
                }
            });
            next = (next + 1) % partitions;
        }

        @Override
        public <S> void emit(OutputTag<S> tag, S value) {
            throw new UnsupportedOperationException("Words have no side output: tag=" + tag.name());
        }
    }
}

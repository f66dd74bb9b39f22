package io.millrace.examples.reliability;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the numbers from 0 on, so many a second, each once. What it could not write in time it writes later.
 *
 * <p><b>Thread.</b> Writes on one of its own; may be asked by any.
 */
final class Load implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final int numbersPerSecond;
    private final KafkaProducer<Long, Long> producer;
    private final Thread thread = new Thread(this::run, "load");
    private volatile boolean isStopped;
    private volatile long written;
    private volatile @Nullable Exception failure;

    private Load(String servers, int numbersPerSecond) {
        this.numbersPerSecond = numbersPerSecond;
        // One request at a time: of several to a partition that has just been made, Kafka may refuse the first and take
        // the second, and then never take the first.
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "max.in.flight.requests.per.connection",
                        1,
                        "batch.size",
                        64 << 10,
                        "linger.ms",
                        5),
                new LongSerializer(),
                new LongSerializer());
    }

    static Load start(String servers, int numbersPerSecond) {
        Load load = new Load(servers, numbersPerSecond);
        load.thread.setDaemon(true);
        load.thread.start();
        return load;
    }

    /** How many numbers there are now, all from 0 on; the last of them are still on their way. */
    long written() {
        Exception cause = failure;
        if (cause != null) {
            throw new IllegalStateException("Numbers cannot be written: written=" + written, cause);
        }
        return written;
    }

    /** Writes no more; how many numbers there are, all of which Kafka has. */
    long stop() throws InterruptedException {
        isStopped = true;
        thread.join();
        producer.flush();
        return written();
    }

    @Override
    public void close() {
        isStopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }

    private void run() {
        long startNanos = System.nanoTime();
        try {
            long next = 0;
            while (!isStopped) {
                long due = (System.nanoTime() - startNanos) * numbersPerSecond / TimeUnit.SECONDS.toNanos(1);
                while (next < due) {
                    write(next++);
                }
                written = next;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void write(long number) {
        int partition = (int) (number % Topics.PARTITIONS);
        var unused = producer.send(new ProducerRecord<>(Topics.NUMBERS, partition, null, number), (sent, failed) -> {
            if (failed != null) {
                failure = failed;
            }
        });
    }
}

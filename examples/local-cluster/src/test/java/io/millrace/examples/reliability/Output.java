package io.millrace.examples.reliability;

import java.time.Duration;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What comes out, read as it comes: what is committed, which is judged; and all that is written, committed or not, of which
 * only the time counts.
 *
 * <p><b>Thread.</b> May be used by any.
 */
final class Output implements AutoCloseable {

    private static final long PATIENCE_MILLIS = Duration.ofMinutes(3).toMillis();

    private final CountLedger ledger = new CountLedger(KafkaCountingApplication.KEYS);
    private final Gaps committedGaps = new Gaps(Topics.PARTITIONS, System::nanoTime);
    private final Gaps writtenGaps = new Gaps(Topics.PARTITIONS, System::nanoTime);
    private final String servers;
    private final TopicReader committed;
    private final TopicReader written;

    Output(String servers) {
        this.servers = servers;
        this.committed = TopicReader.start(servers, "read_committed", this::committed, ledger::fail);
        this.written = TopicReader.start(servers, "read_uncommitted", batch -> note(batch, writtenGaps), ledger::fail);
    }

    /** Waits until all are counted of the numbers that are less than this one. */
    void awaitCounted(long numbers) throws InterruptedException {
        ledger.awaitCounted(numbers, PATIENCE_MILLIS);
    }

    /** Reads to the end, when nobody writes any more; fails unless each count of so many numbers has come, once, no other. */
    void requireExactly(long numbers) throws Exception {
        committed.awaitPositions(Topics.committedEnds(servers, Topics.COUNTS));
        ledger.requireExactly(numbers);
    }

    /** Forgets the gaps so far. */
    void restartGaps() {
        committedGaps.restart();
        writtenGaps.restart();
    }

    /** Longest time in which nothing was committed to some partition. */
    Duration committedGap() {
        return committedGaps.longest();
    }

    /** Longest time in which nothing was written to some partition. */
    Duration writtenGap() {
        return writtenGaps.longest();
    }

    @Override
    public void close() {
        committed.close();
        written.close();
    }

    private void committed(ConsumerRecords<byte[], byte[]> batch) {
        note(batch, committedGaps);
        ledger.addAll(StreamSupport.stream(batch.spliterator(), false)
                .map(ConsumerRecord::value)
                .toList());
    }

    private static void note(ConsumerRecords<byte[], byte[]> batch, Gaps gaps) {
        for (TopicPartition partition : batch.partitions()) {
            gaps.arrived(partition.partition());
        }
    }
}

package io.millrace.kafka.sink;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that wait for their checkpoint, in one content or several, within a bound.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class PendingRecords {

    /** A transaction holds this much at most; what numbers and names take is in it. */
    static final int MAX_RECORD_BYTES = 60 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(PendingRecords.class);

    private final int maxContentBytes;
    private final long maxBytes;
    private final ContentWriter current = new ContentWriter();
    private List<byte[]> full = new ArrayList<>();
    private long fullBytes;
    private long preparedBytes;
    private boolean isWarned;

    PendingRecords(SinkSettings settings) {
        maxContentBytes = settings.maxContentBytes();
        maxBytes = settings.maxPendingBytes();
    }

    /**
     * Adds a record.
     *
     * @throws RecordRefusedException if no transaction can hold it
     * @throws KafkaSinkError if too many wait
     */
    void add(OutgoingRecord record) throws RecordRefusedException {
        long most = ContentWriter.mostBytes(record);
        if (most > MAX_RECORD_BYTES) {
            throw new RecordRefusedException(
                    record,
                    "reason=larger than a checkpoint takes, bytes=" + most + ", max=" + MAX_RECORD_BYTES,
                    "make the record smaller");
        }
        checkBound(most);
        if (current.records() > 0 && current.bytes() + most > maxContentBytes) {
            finishCurrent();
        }
        current.append(record, (int) most);
    }

    /** Takes all that has been added; it counts as waiting until {@link #committed}. */
    List<byte[]> prepare() {
        if (current.records() > 0) {
            finishCurrent();
        }
        List<byte[]> prepared = full;
        preparedBytes += fullBytes;
        full = new ArrayList<>();
        fullBytes = 0;
        return prepared;
    }

    /** A prepared content waits no longer. */
    void committed(int bytes) {
        preparedBytes = Math.max(0, preparedBytes - bytes);
    }

    private void finishCurrent() {
        byte[] content = current.finish();
        full.add(content);
        fullBytes += content.length;
    }

    private void checkBound(long more) {
        long waiting = preparedBytes + fullBytes + (current.records() == 0 ? 0 : current.bytes());
        if (waiting + more > maxBytes) {
            throw new KafkaSinkError(
                    "Too many records wait for a checkpoint to write them to Kafka: bytes=" + waiting
                            + ", maxPendingBytes="
                            + maxBytes
                            + "; take checkpoints more often, or raise maxPendingBytes (millrace.kafka.sink.max-pending) if"
                            + " the heap allows it: each task of the sink may use as much",
                    null);
        }
        if (!isWarned && waiting > maxBytes / 2) {
            isWarned = true;
            log.warn(
                    "Records that wait for a checkpoint to write them to Kafka take half of what they may: bytes={},"
                            + " maxPendingBytes={}; take checkpoints more often, or raise maxPendingBytes"
                            + " (millrace.kafka.sink.max-pending)",
                    waiting,
                    maxBytes);
        }
    }
}

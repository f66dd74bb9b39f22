package io.millrace.benchmark.state;

import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Counts updates, and times them by groups of {@link #GROUP}: whatever holds up the task is in one of them.
 *
 * <p><b>Thread.</b> Each writer belongs to one task; everything else may be asked by any thread.
 */
final class UpdateSink implements Sink<Mark> {

    static final int GROUP = 64;

    private static final long MAX_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    private final List<Writer> writers = new CopyOnWriteArrayList<>();

    @Override
    public SinkWriter<Mark> open(int taskIndex, int parallelism) {
        Writer writer = new Writer();
        writers.add(writer);
        return writer;
    }

    /** Updates so far, in groups that are full. */
    long updates() {
        return writers.stream().mapToLong(writer -> writer.updates.get()).sum();
    }

    /** Keys that had no state, so far, in groups that are full. */
    long opened() {
        return writers.stream().mapToLong(writer -> writer.opened.get()).sum();
    }

    /** Nanoseconds that groups took since the last time that somebody asked. */
    Histogram takeNanos() {
        Histogram all = new Histogram(MAX_NANOS, DIGITS);
        writers.forEach(writer -> all.add(writer.nanos.getIntervalHistogram()));
        return all;
    }

    private static final class Writer implements SinkWriter<Mark> {

        private final SingleWriterRecorder nanos = new SingleWriterRecorder(MAX_NANOS, DIGITS);
        private final AtomicLong updates = new AtomicLong();
        private final AtomicLong opened = new AtomicLong();
        private long lastNanos = System.nanoTime();
        private int inGroup;
        private int openedInGroup;

        @Override
        public void write(Mark mark, long timestampMillis) {
            openedInGroup += mark == Mark.OPENED ? 1 : 0;
            if (++inGroup == GROUP) {
                endGroup();
            }
        }

        private void endGroup() {
            long now = System.nanoTime();
            nanos.recordValue(Math.min(now - lastNanos, MAX_NANOS));
            lastNanos = now;
            updates.lazySet(updates.get() + GROUP);
            opened.lazySet(opened.get() + openedInGroup);
            inGroup = 0;
            openedInGroup = 0;
        }
    }
}

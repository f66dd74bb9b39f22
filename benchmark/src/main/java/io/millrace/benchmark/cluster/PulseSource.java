package io.millrace.benchmark.cluster;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * A record each millisecond: the time at which it is due, by {@link System#nanoTime} of this process. A thread wakes the
 * task when it is. What is held up is due at its time all the same.
 *
 * <p><b>Thread.</b> The reader belongs to one task; {@link #give} is for one thread.
 */
final class PulseSource implements Source<Long> {

    static final long PERIOD_NANOS = 1_000_000;

    private final CountDownLatch isGiven = new CountDownLatch(1);
    private volatile long startNanos;
    private volatile long given;

    @Override
    public List<String> splits() {
        return List.of("0");
    }

    @Override
    public SplitReader<Long> open(String split, SplitContext context) {
        Reader reader = new Reader(context);
        Thread clock = new Thread(reader::tick, "pulse");
        clock.setDaemon(true);
        clock.start();
        return reader;
    }

    /** Lets it emit so many more. */
    void give(long records) {
        long before = given;
        if (before == 0) {
            startNanos = System.nanoTime() + PERIOD_NANOS;
        }
        given = before + records;
        isGiven.countDown();
    }

    private final class Reader implements SplitReader<Long> {

        private final SplitContext context;
        private volatile boolean isClosed;
        private long number;

        Reader(SplitContext context) {
            this.context = context;
        }

        @Override
        public Progress read(SourceOutput<Long> out) {
            long limit = given;
            if (limit == 0) {
                return Progress.NOTHING_NOW;
            }
            long nowNanos = System.nanoTime();
            while (number < limit && dueNanos(number) - nowNanos <= 0) {
                if (out.isFull()) {
                    return Progress.MORE;
                }
                out.emit(dueNanos(number), 0);
                number++;
            }
            return Progress.NOTHING_NOW;
        }

        @Override
        public void close() {
            isClosed = true;
        }

        private long dueNanos(long record) {
            return startNanos + record * PERIOD_NANOS;
        }

        private void tick() {
            try {
                isGiven.await();
            } catch (InterruptedException e) {
                return;
            }
            long dueNanos = startNanos;
            while (!isClosed) {
                long leftNanos = dueNanos - System.nanoTime();
                if (leftNanos > 0) {
                    LockSupport.parkNanos(this, leftNanos);
                } else {
                    context.wakeUp();
                    dueNanos += PERIOD_NANOS;
                }
            }
        }
    }
}

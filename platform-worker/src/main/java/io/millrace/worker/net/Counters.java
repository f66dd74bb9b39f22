package io.millrace.worker.net;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens on the connections of an executor.
 *
 * <p><b>Thread.</b> Any.
 */
final class Counters {

    final LongAdder accepted = new LongAdder();
    final LongAdder dialled = new LongAdder();
    final LongAdder reconnects = new LongAdder();
    final LongAdder failedDials = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder open = new LongAdder();
    final LongAdder bytesIn = new LongAdder();
    final LongAdder bytesOut = new LongAdder();
    final LongAdder reads = new LongAdder();
    final LongAdder buffers = new LongAdder();
    final LongAdder writes = new LongAdder();
    final LongAdder flushes = new LongAdder();
    final LongAdder wakeUps = new LongAdder();

    NetStatistics snapshot() {
        return new NetStatistics(
                open.sum(),
                accepted.sum(),
                dialled.sum(),
                reconnects.sum(),
                failedDials.sum(),
                refused.sum(),
                bytesIn.sum(),
                bytesOut.sum(),
                reads.sum(),
                buffers.sum(),
                writes.sum(),
                flushes.sum(),
                wakeUps.sum());
    }
}

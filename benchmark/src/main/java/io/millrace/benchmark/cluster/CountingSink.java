package io.millrace.benchmark.cluster;

import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts strings and lets go of them.
 *
 * <p><b>Thread.</b> Each writer belongs to one task; the sum may be asked by any thread.
 */
final class CountingSink implements Sink<String> {

    private final List<AtomicLong> counts = new CopyOnWriteArrayList<>();

    @Override
    public SinkWriter<String> open(int taskIndex, int parallelism) {
        AtomicLong count = new AtomicLong();
        counts.add(count);
        // One thread writes, so this needs to be no atomic addition.
        return (value, timestampMillis) -> count.lazySet(count.getPlain() + 1);
    }

    /** Strings so far. */
    long arrived() {
        return counts.stream().mapToLong(AtomicLong::get).sum();
    }
}

package io.millrace.benchmark.engine;

import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import java.util.function.BiConsumer;

/**
 * Takes the results of all tasks.
 *
 * <p><b>Thread.</b> Each task has a builder of its own, whose fingerprint is added when the task closes.
 *
 * @param <T> the type of the results
 */
public final class ResultSink<T> implements Sink<T> {

    private final BiConsumer<TallyBuilder, T> adder;
    private Tally tally = Tally.NOTHING;

    /**
     * Makes one that has taken nothing.
     *
     * @param adder adds a result to a fingerprint
     */
    public ResultSink(BiConsumer<TallyBuilder, T> adder) {
        this.adder = adder;
    }

    @Override
    public SinkWriter<T> open(int taskIndex, int parallelism) {
        return new Writer();
    }

    /** The fingerprint of what the closed tasks have taken. */
    public synchronized Tally tally() {
        return tally;
    }

    private synchronized void add(Tally part) {
        tally = tally.plus(part);
    }

    private final class Writer implements SinkWriter<T> {

        private final TallyBuilder builder = new TallyBuilder();

        @Override
        public void write(T result, long timestampMillis) {
            adder.accept(builder, result);
        }

        @Override
        public void close() {
            add(builder.build());
        }
    }
}

package io.millrace.benchmark.firms;

import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.window.WindowResult;

/**
 * Takes the means of all tasks.
 *
 * <p><b>Thread.</b> Each task has a builder of its own, whose fingerprint is added when the task closes.
 */
final class MeanSink implements Sink<WindowResult<Integer, Double>> {

    private Tally tally = Tally.NOTHING;

    @Override
    public SinkWriter<WindowResult<Integer, Double>> open(int taskIndex, int parallelism) {
        return new Writer();
    }

    /** The fingerprint of what the closed tasks have taken. */
    synchronized Tally tally() {
        return tally;
    }

    private synchronized void add(Tally part) {
        tally = tally.plus(part);
    }

    private final class Writer implements SinkWriter<WindowResult<Integer, Double>> {

        private final TallyBuilder builder = new TallyBuilder();

        @Override
        public void write(WindowResult<Integer, Double> mean, long timestampMillis) {
            builder.addMean(mean.key(), mean.window().startMillis(), mean.value());
        }

        @Override
        public void close() {
            add(builder.build());
        }
    }
}

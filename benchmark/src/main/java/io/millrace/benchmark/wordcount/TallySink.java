package io.millrace.benchmark.wordcount;

import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.window.WindowResult;

/**
 * Takes the results of all tasks.
 *
 * <p><b>Thread.</b> Each task has a builder of its own, whose fingerprint is added when the task closes.
 */
final class TallySink implements Sink<WindowResult<String, Long>> {

    private Tally tally = Tally.NOTHING;

    @Override
    public SinkWriter<WindowResult<String, Long>> open(int taskIndex, int parallelism) {
        return new Writer();
    }

    /** The fingerprint of what the closed tasks have taken. */
    synchronized Tally tally() {
        return tally;
    }

    private synchronized void add(Tally part) {
        tally = tally.plus(part);
    }

    private final class Writer implements SinkWriter<WindowResult<String, Long>> {

        private final TallyBuilder builder = new TallyBuilder();

        @Override
        public void write(WindowResult<String, Long> result, long timestampMillis) {
            builder.addCount(result.key(), result.window().startMillis(), result.value());
        }

        @Override
        public void close() {
            add(builder.build());
        }
    }
}

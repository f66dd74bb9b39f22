package io.millrace.benchmark.pass;

import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;

/**
 * Takes the strings of all tasks.
 *
 * <p><b>Thread.</b> Each task has a builder of its own, whose fingerprint is added when the task closes.
 */
final class PassSink implements Sink<String> {

    private Tally tally = Tally.NOTHING;

    @Override
    public SinkWriter<String> open(int taskIndex, int parallelism) {
        return new Writer();
    }

    /** The fingerprint of what the closed tasks have taken. */
    synchronized Tally tally() {
        return tally;
    }

    private synchronized void add(Tally part) {
        tally = tally.plus(part);
    }

    private final class Writer implements SinkWriter<String> {

        private final TallyBuilder builder = new TallyBuilder();

        @Override
        public void write(String value, long timestampMillis) {
            builder.addString(value);
        }

        @Override
        public void close() {
            add(builder.build());
        }
    }
}

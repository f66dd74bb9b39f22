package io.millrace.benchmark.flink.job;

import io.millrace.benchmark.protocol.RunBooks;
import io.millrace.benchmark.workload.TallyBuilder;
import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Takes the results of all tasks. */
public final class TallySink<T> implements Sink<T> {

    private final Adder<T> adder;

    /** Adds each result in a way of its own. */
    public TallySink(Adder<T> adder) {
        this.adder = adder;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>(adder);
    }

    /** Adds a result to a tally. */
    public interface Adder<T> extends Serializable {

        void add(TallyBuilder tally, T result);
    }

    private static final class Writer<T> implements SinkWriter<T> {

        private final TallyBuilder tally = new TallyBuilder();
        private final Adder<T> adder;

        Writer(Adder<T> adder) {
            this.adder = adder;
        }

        @Override
        public void write(T result, Context context) {
            adder.add(tally, result);
        }

        @Override
        public void flush(boolean isEndOfInput) {}

        @Override
        public void close() {
            RunBooks.add(tally.build());
        }
    }
}

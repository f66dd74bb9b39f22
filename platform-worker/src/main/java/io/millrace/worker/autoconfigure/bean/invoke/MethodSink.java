package io.millrace.worker.autoconfigure.bean.invoke;

import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.time.Timestamped;
import io.millrace.type.FunctionTypes.CodeLocation;
import io.millrace.type.Located;
import java.util.ArrayList;
import java.util.List;

/** Sink that hands each result, or the results that are there, to a method of a bean. */
public final class MethodSink implements Sink<Object>, Located {

    private final BeanMethod method;
    private final boolean isTimed;
    private final int maxBatch;

    /**
     * Makes the sink of a method.
     *
     * @param method takes the result
     * @param isTimed whether it takes a {@code Timestamped}
     * @param maxBatch most results of a call, or 0 if it takes a result and no list
     */
    public MethodSink(BeanMethod method, boolean isTimed, int maxBatch) {
        this.method = method;
        this.isTimed = isTimed;
        this.maxBatch = maxBatch;
    }

    @Override
    public SinkWriter<Object> open(int taskIndex, int parallelism) {
        BeanCall call = method.open();
        return maxBatch == 0 ? new Single(call, isTimed) : new Batching(call, maxBatch);
    }

    @Override
    public CodeLocation location() {
        return method.location();
    }

    private record Single(BeanCall call, boolean isTimed) implements SinkWriter<Object> {

        @Override
        public void write(Object value, long timestampMillis) throws Exception {
            call.call(isTimed ? new Timestamped<>(value, timestampMillis) : value);
        }

        @Override
        public void close() {
            call.close();
        }
    }

    private static final class Batching implements SinkWriter<Object> {

        private final BeanCall call;
        private final int maxBatch;
        private List<Object> values = new ArrayList<>();

        Batching(BeanCall call, int maxBatch) {
            this.call = call;
            this.maxBatch = maxBatch;
        }

        @Override
        public void write(Object value, long timestampMillis) throws Exception {
            values.add(value);
            if (values.size() >= maxBatch) {
                flush();
            }
        }

        /** The list is the method's to keep. */
        @Override
        public void flush() throws Exception {
            if (!values.isEmpty()) {
                List<Object> full = values;
                values = new ArrayList<>();
                call.call(full);
            }
        }

        @Override
        public void close() {
            call.close();
        }
    }
}

package io.millrace.benchmark.killed;

import io.millrace.sink.SinkContext;
import io.millrace.sink.Transaction;
import io.millrace.sink.TransactionalSink;
import io.millrace.sink.TransactionalWriter;
import java.util.List;

/** A sink in which the process may die. */
record HaltingSink<T>(TransactionalSink<T> sink, Fault fault, Commits commits) implements TransactionalSink<T> {

    @Override
    public boolean isBlocking() {
        return sink.isBlocking();
    }

    @Override
    public TransactionalWriter<T> open(int taskIndex, int parallelism) throws Exception {
        return new Writer<>(sink.open(taskIndex, parallelism), this);
    }

    @Override
    public TransactionalWriter<T> open(SinkContext context) throws Exception {
        return new Writer<>(sink.open(context), this);
    }

    private record Writer<T>(TransactionalWriter<T> writer, HaltingSink<T> owner) implements TransactionalWriter<T> {

        @Override
        public void recover(long checkpointId, List<Transaction> prepared) throws Exception {
            owner.fault.reach(FaultPoint.RECOVERING_SINK);
            writer.recover(checkpointId, prepared);
        }

        @Override
        public void write(T value, long timestampMillis) throws Exception {
            writer.write(value, timestampMillis);
        }

        @Override
        public List<Transaction> prepare(long checkpointId) throws Exception {
            return writer.prepare(checkpointId);
        }

        @Override
        public void commit(Transaction transaction) throws Exception {
            if (!owner.commits.isFirst()) {
                owner.fault.reach(FaultPoint.BETWEEN_COMMITS);
            }
            writer.commit(transaction);
            owner.fault.reach(FaultPoint.AFTER_COMMIT);
        }

        @Override
        public void flush() throws Exception {
            writer.flush();
        }

        @Override
        public void close() throws Exception {
            writer.close();
        }
    }
}

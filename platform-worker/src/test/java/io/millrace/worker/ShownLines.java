package io.millrace.worker;

import io.millrace.sink.Transaction;
import io.millrace.sink.TransactionalSink;
import io.millrace.sink.TransactionalWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sink that shows lines with the checkpoint that holds them. What is prepared outlives the writers, as files do.
 *
 * <p><b>Thread.</b> May be read by any thread.
 */
final class ShownLines implements TransactionalSink<String> {

    private final Map<String, List<String>> prepared = new ConcurrentHashMap<>();
    private final Set<String> committed = ConcurrentHashMap.newKeySet();
    private final List<String> shown = new ArrayList<>();
    private final AtomicLong written = new AtomicLong();
    private volatile PassingFault preparing = new PassingFault(0);

    /** What is shown. */
    synchronized List<String> lines() {
        return List.copyOf(shown);
    }

    /** Lines that were written, shown or not. */
    long written() {
        return written.get();
    }

    /** Lets it fail where lines are to be prepared. */
    void failToPrepare(PassingFault fault) {
        preparing = fault;
    }

    /** Begins to note anew. */
    synchronized void clear() {
        shown.clear();
        written.set(0);
    }

    @Override
    public TransactionalWriter<String> open(int taskIndex, int parallelism) {
        return new Writer(taskIndex);
    }

    private synchronized void show(String transaction) {
        if (committed.add(transaction)) {
            shown.addAll(prepared.getOrDefault(transaction, List.of("lost " + transaction)));
        }
    }

    private final class Writer implements TransactionalWriter<String> {

        private final int task;
        private List<String> open = new ArrayList<>();

        Writer(int task) {
            this.task = task;
        }

        @Override
        public void recover(long checkpointId, List<Transaction> transactions) {
            transactions.forEach(each -> show(each.id()));
        }

        @Override
        public void write(String line, long timestampMillis) {
            open.add(line);
            written.incrementAndGet();
        }

        @Override
        public List<Transaction> prepare(long checkpointId) {
            preparing.at(true, "cannot prepare");
            if (open.isEmpty()) {
                return List.of();
            }
            String transaction = checkpointId + "-" + task;
            prepared.put(transaction, open);
            open = new ArrayList<>();
            return List.of(Transaction.of(transaction));
        }

        @Override
        public void commit(Transaction transaction) {
            show(transaction.id());
        }
    }
}

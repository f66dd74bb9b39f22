package io.millrace.kafka.source;

import io.millrace.sink.Transaction;
import io.millrace.sink.TransactionalSink;
import io.millrace.sink.TransactionalWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sink that shows each line once, with the checkpoint that holds it.
 *
 * <p><b>Thread.</b> May be read by any thread.
 */
final class CommittedLines implements TransactionalSink<String> {

    private final Set<String> committed = new HashSet<>();
    private final List<String> lines = new ArrayList<>();

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public TransactionalWriter<String> open(int taskIndex, int parallelism) {
        return new Writer(taskIndex);
    }

    private synchronized void show(Transaction transaction) {
        if (committed.add(transaction.id())) {
            lines.addAll(new String(transaction.content(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    private final class Writer implements TransactionalWriter<String> {

        private final int task;
        private final StringBuilder open = new StringBuilder();

        Writer(int task) {
            this.task = task;
        }

        @Override
        public void recover(long checkpointId, List<Transaction> prepared) {
            prepared.forEach(CommittedLines.this::show);
        }

        @Override
        public void write(String line, long timestampMillis) {
            open.append(line).append('\n');
        }

        @Override
        public List<Transaction> prepare(long checkpointId) {
            byte[] content = open.toString().getBytes(StandardCharsets.UTF_8);
            open.setLength(0);
            return content.length == 0 ? List.of() : List.of(new Transaction(checkpointId + "-" + task, content));
        }

        @Override
        public void commit(Transaction transaction) {
            show(transaction);
        }
    }
}

package io.millrace.worker.operator;

import io.millrace.sink.Transaction;
import io.millrace.sink.TransactionalWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Transactions of one writer that have been prepared and wait for their checkpoints to be decided.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class Transactions {

    private final TransactionalWriter<?> writer;
    private final Deque<Prepared> prepared = new ArrayDeque<>();

    Transactions(TransactionalWriter<?> writer) {
        this.writer = writer;
    }

    int size() {
        return prepared.size();
    }

    void recover(long checkpointId, List<byte[]> pieces) throws Exception {
        List<Transaction> transactions = new ArrayList<>();
        for (byte[] piece : pieces) {
            transactions.add(TransactionFormat.read(piece));
        }
        writer.recover(checkpointId, List.copyOf(transactions));
    }

    /** Prepares what has been written; yields all that is not committed. */
    List<byte[]> prepare(long checkpointId) throws Exception {
        for (Transaction transaction : writer.prepare(checkpointId)) {
            prepared.add(new Prepared(checkpointId, transaction));
        }
        return prepared.stream()
                .map(each -> TransactionFormat.write(each.transaction()))
                .toList();
    }

    /** Commits everything that was prepared for this checkpoint or one before. */
    void commit(long checkpointId) throws Exception {
        for (Prepared first = prepared.peek();
                first != null && first.checkpointId() <= checkpointId;
                first = prepared.peek()) {
            writer.commit(first.transaction());
            prepared.remove();
        }
    }

    private record Prepared(long checkpointId, Transaction transaction) {}
}

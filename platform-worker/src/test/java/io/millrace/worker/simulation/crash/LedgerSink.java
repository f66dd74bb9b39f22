package io.millrace.worker.simulation.crash;

import io.millrace.sink.Transaction;
import io.millrace.sink.TransactionalSink;
import io.millrace.sink.TransactionalWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Sink into a ledger, in transactions; may die between any two steps. */
final class LedgerSink implements TransactionalSink<String> {

    private final String name;
    private final Ledger ledger;
    private final Chaos chaos;
    private final LongSupplier attempt;

    LedgerSink(String name, Surroundings surroundings) {
        this.name = name;
        this.ledger = surroundings.ledger();
        this.chaos = surroundings.chaos();
        this.attempt = surroundings.attempt();
    }

    @Override
    public TransactionalWriter<String> open(int taskIndex, int parallelism) {
        return new Writer(taskIndex, parallelism);
    }

    private final class Writer implements TransactionalWriter<String> {

        private final int task;
        private final int parallelism;
        private List<String> open = new ArrayList<>();

        Writer(int task, int parallelism) {
            this.task = task;
            this.parallelism = parallelism;
        }

        @Override
        public void recover(long checkpointId, List<Transaction> prepared) {
            chaos.point(20);
            for (Transaction transaction : prepared) {
                ledger.commit(transaction.id(), attempt.getAsLong());
                chaos.point(20);
            }
            ledger.abortBeyond(checkpointId, name, task, parallelism);
            ledger.takenOver(name, task, parallelism, attempt.getAsLong());
        }

        @Override
        public void write(String value, long timestampMillis) {
            chaos.call(400);
            open.add(value);
        }

        @Override
        public List<Transaction> prepare(long checkpointId) {
            chaos.call(60);
            if (open.isEmpty()) {
                return List.of();
            }
            String transaction = checkpointId + "-" + task + "-" + name;
            ledger.prepare(transaction, open);
            open = new ArrayList<>();
            chaos.call(60);
            return List.of(Transaction.of(transaction));
        }

        @Override
        public void commit(Transaction transaction) {
            chaos.call(60);
            ledger.commit(transaction.id(), attempt.getAsLong());
            chaos.call(60);
        }
    }
}

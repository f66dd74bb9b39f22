package io.millrace.file;

import io.millrace.sink.Transaction;
import io.millrace.sink.TransactionalWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A topology with nothing but a file sink, and the engine's part of its contract, a step at a time: values 0, 1, 2… go to the
 * tasks in turn. What outlives a process is in {@link Durable}.
 */
final class FileSinkRun {

    /** What a checkpoint keeps. */
    static final class Durable {
        private long lastId;
        private long decidedId;
        private int position;
        private List<Transaction> prepared = List.of();

        int position() {
            return position;
        }
    }

    private final Durable durable;
    private final FileSink<Integer> sink;
    private final int parallelism;
    private final List<TransactionalWriter<Integer>> writers = new ArrayList<>();
    private final List<Transaction> prepared = new ArrayList<>();
    private int next;

    FileSinkRun(Durable durable, FileSink<Integer> sink, int parallelism) {
        this.durable = durable;
        this.sink = sink;
        this.parallelism = parallelism;
    }

    /** The steps up to the end of the stream, in which any may be the last of the process. */
    List<Step> steps(int values, int valuesPerCheckpoint) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            int task = i;
            steps.add(() -> recover(task));
        }
        for (int value = durable.position; value < values; value++) {
            steps.add(this::write);
            if ((value + 1) % valuesPerCheckpoint == 0) {
                checkpoint(steps, (value + 1) % (2 * valuesPerCheckpoint) == 0);
            }
        }
        checkpoint(steps, true);
        return steps;
    }

    /** A checkpoint that is not decided leaves what was prepared for it to the next. */
    private void checkpoint(List<Step> steps, boolean isDecided) {
        long id = durable.lastId + 1 + steps.size();
        for (int i = 0; i < parallelism; i++) {
            int task = i;
            steps.add(() -> prepare(task, id));
        }
        if (!isDecided) {
            return;
        }
        steps.add(() -> decide(id));
        for (int i = 0; i < parallelism; i++) {
            int task = i;
            steps.add(() -> commit(task));
        }
        steps.add(prepared::clear);
    }

    private void recover(int task) throws Exception {
        TransactionalWriter<Integer> writer = sink.open(task, parallelism);
        writers.add(writer);
        next = durable.position;
        List<Transaction> own = new ArrayList<>();
        for (int i = 0; i < durable.prepared.size(); i++) {
            if (i % parallelism == task) {
                own.add(durable.prepared.get(i));
            }
        }
        writer.recover(durable.decidedId, own);
    }

    private void write() throws Exception {
        writers.get(next % parallelism).write(next, 0);
        next++;
    }

    private void prepare(int task, long id) throws Exception {
        durable.lastId = Math.max(durable.lastId, id);
        prepared.addAll(writers.get(task).prepare(id));
    }

    private void decide(long id) {
        durable.decidedId = id;
        durable.position = next;
        durable.prepared = List.copyOf(prepared);
    }

    /** The transactions of all tasks in turn: the order does not matter to the sink. */
    private void commit(int task) throws Exception {
        for (int i = 0; i < prepared.size(); i++) {
            if (i % parallelism == task) {
                writers.get(task).commit(prepared.get(i));
            }
        }
    }

    /** Something after which the process may die. */
    interface Step {
        void run() throws Exception;
    }
}

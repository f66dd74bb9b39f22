package io.millrace.file;

import io.millrace.function.MapFunction;
import io.millrace.sink.Transaction;
import io.millrace.sink.TransactionalWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the results of one task into a file for each transaction. A transaction is told by the name that its file will have.
 *
 * <p><b>Thread.</b> Used by one thread at a time.
 */
final class FileWriter<T> implements TransactionalWriter<T> {

    private final ResultFolder folder;
    private final MapFunction<? super T, String> line;
    private final int taskIndex;
    private final int parallelism;
    private @Nullable OpenFile file;

    FileWriter(ResultFolder folder, MapFunction<? super T, String> line, int taskIndex, int parallelism) {
        this.folder = folder;
        this.line = line;
        this.taskIndex = taskIndex;
        this.parallelism = parallelism;
    }

    @Override
    public void recover(long checkpointId, List<Transaction> prepared) throws IOException {
        for (Transaction transaction : prepared) {
            commit(transaction);
        }
        folder.clean(checkpointId, task -> task % parallelism == taskIndex);
    }

    @Override
    public void write(T value, long timestampMillis) throws Exception {
        String text = line.apply(value);
        if (text == null || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new IllegalArgumentException(
                    (text == null ? "Line of a result is null" : "Line of a result has a line end in it")
                            + ": folder=" + folder.path() + ", value="
                            + value.getClass().getName()
                            + "; make one line of text of each result");
        }
        if (file == null) {
            file = new OpenFile(folder.newOpenFile(taskIndex));
        }
        file.write(text);
    }

    @Override
    public List<Transaction> prepare(long checkpointId) throws IOException {
        if (file == null) {
            return List.of();
        }
        file.finish();
        String transaction = folder.prepare(file.path(), taskIndex, checkpointId);
        file = null;
        return List.of(Transaction.of(transaction));
    }

    @Override
    public void commit(Transaction transaction) throws IOException {
        folder.commit(transaction.id());
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.discard();
            file = null;
        }
    }
}

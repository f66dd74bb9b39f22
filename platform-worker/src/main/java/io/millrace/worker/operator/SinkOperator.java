package io.millrace.worker.operator;

import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.sink.TransactionalWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operator of a sink. One that takes part in checkpoints commits with them. Where there are none it commits by itself, once
 * in a while and at the end.
 */
public final class SinkOperator<T> implements Operator<T, Object> {

    private static final long COMMIT_MILLIS = 1000;

    private final Sink<T> sink;
    private final boolean isCheckpointed;
    private final @Nullable Duration checkpointInterval;
    private @Nullable SinkWriter<T> writer;
    private @Nullable Transactions transactions;
    private @Nullable OperatorContext context;
    private long commitAtMillis = Long.MAX_VALUE;
    private long lastOwnId;

    /**
     * Makes the operator of a sink.
     *
     * @param isCheckpointed whether there are checkpoints to commit with
     * @param checkpointInterval time between the starts of two of them, or null if that is not known
     */
    public SinkOperator(Sink<T> sink, boolean isCheckpointed, @Nullable Duration checkpointInterval) {
        this.checkpointInterval = checkpointInterval;
        this.sink = sink;
        this.isCheckpointed = isCheckpointed;
    }

    /** Number of transactions that wait for a checkpoint to be decided. */
    public int openTransactions() {
        return transactions == null ? 0 : transactions.size();
    }

    @Override
    public void open(OperatorContext operatorContext, Output<Object> output) throws Exception {
        context = operatorContext;
        SinkWriter<T> opened = sink.open(new OperatorSinkContext(operatorContext, checkpointInterval));
        writer = opened;
        transactions = opened instanceof TransactionalWriter<T> transactional ? new Transactions(transactional) : null;
    }

    @Override
    public void restore(long checkpointId, List<byte[]> pieces) throws Exception {
        if (transactions != null) {
            transactions.recover(checkpointId, pieces);
        }
    }

    @Override
    public void onRecord(int input, T value, long timestampMillis) throws Exception {
        writer().write(value, timestampMillis);
    }

    @Override
    public void onBatchEnd() throws Exception {
        writer().flush();
        if (transactions != null && !isCheckpointed && commitAtMillis == Long.MAX_VALUE && context != null) {
            commitAtMillis = context.nowMillis() + COMMIT_MILLIS;
        }
    }

    @Override
    public long wakeAtMillis() {
        return commitAtMillis;
    }

    @Override
    public boolean onTime(long nowMillis) throws Exception {
        if (nowMillis >= commitAtMillis) {
            commitAtMillis = Long.MAX_VALUE;
            commitWithoutCheckpoint(nowMillis);
        }
        return true;
    }

    @Override
    public boolean onEnd() throws Exception {
        if (transactions == null) {
            writer().sync();
        } else if (!isCheckpointed && context != null) {
            commitWithoutCheckpoint(context.nowMillis());
        }
        return true;
    }

    @Override
    public List<byte[]> snapshot(long checkpointId) throws Exception {
        if (transactions == null) {
            writer().sync();
            return List.of();
        }
        return transactions.prepare(checkpointId);
    }

    @Override
    public void onCheckpointCompleted(long checkpointId) throws Exception {
        if (transactions != null) {
            transactions.commit(checkpointId);
        }
    }

    @Override
    public void close() throws Exception {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    private void commitWithoutCheckpoint(long nowMillis) throws Exception {
        if (transactions != null) {
            lastOwnId = Math.max(lastOwnId + 1, nowMillis);
            transactions.prepare(lastOwnId);
            transactions.commit(lastOwnId);
        }
    }

    private SinkWriter<T> writer() {
        if (writer == null) {
            throw new IllegalStateException("Sink is not open");
        }
        return writer;
    }
}

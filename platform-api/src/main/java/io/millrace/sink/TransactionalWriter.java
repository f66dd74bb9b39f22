package io.millrace.sink;

import io.millrace.Experimental;
import java.util.List;

/**
 * Writes the results of one task in transactions, one for each checkpoint: written, prepared, and committed only when the
 * checkpoint has been decided. A process may die between any two of these steps.
 *
 * <p><b>Contract.</b> After {@link #prepare} what was written is kept by the sink, or lies in the transaction, which the
 * checkpoint keeps; nothing of it is visible. {@link #commit} makes it visible; it may be called again for what has been committed, by another writer in another process, and
 * then does nothing. Checkpoints that are never decided leave prepared transactions behind; {@link #recover} gives them up.
 *
 * <p><b>Lifecycle.</b> {@code open} of the sink, {@code recover} once, then writes, {@code prepare} at each barrier and
 * {@code commit} some time later, at last {@code close}, which commits nothing. When the stream has ended, {@code prepare} and
 * {@code commit} come a last time before {@code close}, also where no checkpoints are taken; results of such a run become
 * visible only then.
 *
 * @param <T> the type of the results
 */
@Experimental
public interface TransactionalWriter<T> extends SinkWriter<T> {

    /**
     * Commits what an earlier run has prepared and perhaps not committed, and gives up everything else that earlier runs have
     * left behind. Called in every start, also without a checkpoint to go on from.
     *
     * @param checkpointId checkpoint that the topology goes on from, or 0 for none: transactions of greater ids will never be
     *     decided
     * @param prepared transactions of that checkpoint that fall to this task; other tasks, and other numbers of tasks, may
     *     have prepared them. All that one writer has prepared fall to one task, in order
     */
    void recover(long checkpointId, List<Transaction> prepared) throws Exception;

    /**
     * Ends the current transaction, so that it can be committed whatever happens, and begins another. Very many results may
     * make several.
     *
     * @param checkpointId checkpoint that will decide it; never used before
     * @return what there is to commit, in the order in which it is to be
     */
    List<Transaction> prepare(long checkpointId) throws Exception;

    /** Makes a transaction visible, unless it is. */
    void commit(Transaction transaction) throws Exception;
}

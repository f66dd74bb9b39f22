package io.millrace.operator;

import io.millrace.Experimental;
import java.util.List;

/**
 * One parallel instance of a step: what the engine calls, record by record. Every step of the DSL is built on this
 * contract, and foreign runtimes are meant to be.
 *
 * <p><b>Thread.</b> All calls come from one thread at a time, one after the other; the thread may change between calls.
 * No call may block unless the step is declared blocking.
 *
 * <p><b>Full output.</b> {@link #onRecord} may emit as much as it likes: what the channels cannot take waits in the task,
 * which then takes no input, watermark, barrier or end until it is gone. Whatever emits in bulk ({@link #onWatermark},
 * {@link #onBarrier}, {@link #onTime}, {@link #onEnd}) looks at {@link Output#isFull} before each element, returns false
 * when it is full, and is called again with the same argument to go on where it stopped.
 *
 * <p><b>Waiting for others.</b> An operator whose results come from other threads keeps them in a bounded queue of its own,
 * and calls {@link OperatorContext#wakeUp} from there. One that cannot finish an event before they come returns false too:
 * where it has emitted nothing though there was room, it waits. It is then called again when woken, when {@link
 * #wakeAtMillis} is due, and now and then without reason. Its task takes no input meanwhile.
 *
 * <p><b>Lifecycle.</b> {@code open}, then records, watermarks and times in any order, then, if all inputs ended, a last
 * watermark and {@code onEnd}, and always {@code close}. An exception from any call fails the topology.
 *
 * @param <I> the common type of the inputs
 * @param <O> the type of the main output
 */
@Experimental
public interface Operator<I, O> {

    /** Prepares for work; both arguments stay valid until {@link #close}. */
    default void open(OperatorContext context, Output<O> out) throws Exception {}

    /**
     * Takes a record.
     *
     * @param input number of the input, in the order in which the inputs were declared
     * @param value the record's value, shared with other operators: not to be changed
     * @param timestampMillis the record's event time
     */
    void onRecord(int input, I value, long timestampMillis) throws Exception;

    /** The batch that held the last record is used up; a good moment to flush. */
    default void onBatchEnd() throws Exception {}

    /**
     * No record before {@code watermarkMillis} follows on any input. The watermark passes on when this returns true, held
     * back to {@link #watermarkHoldMillis}.
     *
     * @return false to be called again, because the output is full
     */
    default boolean onWatermark(long watermarkMillis) throws Exception {
        return true;
    }

    /** Lets no watermark beyond this pass on, for an operator that still owes older records. */
    default long watermarkHoldMillis() {
        return Long.MAX_VALUE;
    }

    /**
     * A cut through the stream: everything before it has been taken, and nothing behind it. Whoever holds records or results
     * in flight, outside of state, emits them now.
     *
     * @param barrierId number of the cut, greater than all before
     * @return false to be called again, because the output is full, or because something else has to happen first
     */
    default boolean onBarrier(long barrierId) throws Exception {
        return true;
    }

    /**
     * What this task keeps beside keyed state and timers, for example work that is under way elsewhere. Called behind {@link
     * #onBarrier}, in the same call of the task.
     *
     * @param checkpointId number of the checkpoint that will hold it
     * @return pieces, in any form that {@link #restore} can read; after a change of parallelism all of them go to one task, which
     *     may have to take those of others too
     */
    default List<byte[]> snapshot(long checkpointId) throws Exception {
        return List.of();
    }

    /**
     * Takes back what a checkpoint holds. Called in every start, between {@link #open} and everything else.
     *
     * @param checkpointId number of the checkpoint, or 0 if there is none
     * @param pieces the pieces that fall to this task
     */
    default void restore(long checkpointId, List<byte[]> pieces) throws Exception {}

    /**
     * A checkpoint has been decided: it will be restored, or a later one will. Not every checkpoint is heard of, and one that
     * was heard of may be heard of again.
     */
    default void onCheckpointCompleted(long checkpointId) throws Exception {}

    /** An event-time timer of the current key is due; see {@link OperatorContext#timers}. */
    default void onTimer(long timestampMillis) throws Exception {}

    /** A processing-time timer of the current key is due; see {@link OperatorContext#timers}. */
    default void onProcessingTimer(long timeMillis) throws Exception {}

    /** Processing time, in milliseconds, at which {@link #onTime} is wanted; not heeded after {@link #onEnd}. */
    default long wakeAtMillis() {
        return Long.MAX_VALUE;
    }

    /**
     * The wanted processing time has come, or somebody called {@link OperatorContext#wakeUp}.
     *
     * @return false to be called again, because the output is full, or because something else has to happen first
     */
    default boolean onTime(long nowMillis) throws Exception {
        return true;
    }

    /**
     * All inputs have ended, and the last watermark has been seen.
     *
     * @return false to be called again, because the output is full, or because something else has to happen first
     */
    default boolean onEnd() throws Exception {
        return true;
    }

    /** Releases what {@link #open} took; called once, also after a failure. */
    default void close() throws Exception {}
}

package io.millrace.worker.task;

import io.millrace.function.KeyFunction;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.operator.RecordsFailedException;
import io.millrace.partition.StableHash;
import io.millrace.time.EventTime;
import io.millrace.topology.Step;
import io.millrace.topology.StepSpec;
import io.millrace.worker.exchange.Cause;
import io.millrace.worker.exchange.Overflow;
import io.millrace.worker.exchange.Waker;
import io.millrace.worker.plan.PlanNode;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.snapshot.TaskSnapshot;
import io.millrace.worker.state.KeyTables;
import io.millrace.worker.state.StateStoreError;
import io.millrace.worker.state.TimerQueue;
import io.millrace.worker.window.Flushable;
import io.millrace.worker.window.KeyedOperator;
import org.jspecify.annotations.Nullable;

/**
 * One operator in the chain of a task: the place where the engine calls user code, and where what user code throws gets
 * the name of its step.
 *
 * <p>What happens for each record is written out once for each way in, so that the compiler sees at each place only the
 * operators that come that way, and can inline them.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
abstract class ChainNode extends Receiver {

    private static final int TIMERS_PER_CALL = 4096;

    private final Step step;
    private final Operator<Object, Object> operator;
    private final @Nullable KeyedOperator keyedOperator;
    private final NodeContext context;
    private final NodeOutput output;
    private final OperatorCounters counters;
    private final RecordFailures failures;
    private final @Nullable ChainNode parent;
    private final Cause cause;
    private long inMillis = EventTime.NO_WATERMARK;
    private long outMillis = EventTime.NO_WATERMARK;
    private final NodeCheckpoint checkpoint;
    private boolean isOpen;
    private boolean isTimeUnfinished;
    private boolean isBringingTime;
    private long timersLeft;
    private boolean isAwaiting;
    private boolean isRetrying;
    private @Nullable OperatorFailedException failure;

    ChainNode(Place place, Operator<Object, Object> operator) {
        PlanNode planned = place.planned();
        this.step = planned.step();
        this.operator = operator;
        this.keyedOperator = operator instanceof KeyedOperator keyed ? keyed : null;
        this.counters = new OperatorCounters(step.name(), place.feeder());
        this.output = new NodeOutput(counters, place.overflow(), place.tap());
        this.context = new NodeContext(place, counters, output);
        this.failures = new RecordFailures(step, place.taskIndex(), counters, place.desk());
        this.parent = place.parent();
        this.cause = place.overflow().cause();
        this.checkpoint = new NodeCheckpoint(place, operator, context);
    }

    /** Makes the node of a planned operator. */
    static ChainNode of(Place place, OperatorFactories factories) {
        Operator<Object, Object> operator = factories.create(place.planned(), place.checkpoints(), place.tables());
        KeyFunction<Object, Object> key = factories.linkKey(place.planned());
        if (place.planned().step().needsWholeRecords()) {
            return new GuardedNode(place, operator, key);
        }
        if (key == null) {
            return new Forward(place, operator);
        }
        return operator instanceof KeyedOperator keyed
                ? new KeyedForWindows(place, keyed, key)
                : new Keyed(place, operator, key);
    }

    Step step() {
        return step;
    }

    final NodeContext context() {
        return context;
    }

    NodeOutput output() {
        return output;
    }

    /** Where the operator puts its results. */
    Output<Object> operatorOutput() {
        return output;
    }

    final RecordFailures failures() {
        return failures;
    }

    /** Whether a call has failed and is to be made again before the node takes anything else. */
    final boolean isRetrying() {
        return isRetrying;
    }

    final void setRetrying(boolean isPending) {
        isRetrying = isPending;
    }

    /** Processing time at which the call that has failed is made again. */
    long retryAtMillis() {
        return Long.MAX_VALUE;
    }

    /** Lets the call that has failed wait no longer. */
    void retryAtOnce() {}

    /** Makes the call that has failed again if its time has come; false if one is still to be made. */
    boolean retry() {
        return true;
    }

    OperatorCounters counters() {
        return counters;
    }

    /** What user code threw; kept, because user code on the way may have swallowed it. */
    @Nullable
    OperatorFailedException failure() {
        return failure;
    }

    long outMillis() {
        return outMillis;
    }

    /** Whether it keeps something by key, beside timers. */
    final boolean keepsState() {
        return checkpoint.keepsState();
    }

    /** Number of entries that it keeps by key, beside timers. */
    final long stateEntries() {
        return checkpoint.stateEntries();
    }

    void startCall(long nowMillis) {
        try {
            context.nowMillis(nowMillis);
        } catch (StateStoreError e) {
            throw failed(null, e);
        }
        output.startCall();
    }

    void open() {
        try {
            isOpen = true;
            operator.open(context, operatorOutput());
        } catch (Throwable e) {
            throw failed(null, e);
        }
    }

    /** What a checkpoint holds of the operator. */
    final NodeCheckpoint checkpoint() {
        return checkpoint;
    }

    /** Takes the watermarks of a checkpoint; before {@link #open}, because lateness is judged by them. */
    void restoreWatermarks(Restored restored) {
        inMillis = checkpoint.inMillis(restored);
        outMillis = checkpoint.outMillis(restored);
        context.watermarkMillis(inMillis);
    }

    /** Gives the operator back what it keeps beside keyed state; behind {@link #open}. */
    void restore(@Nullable Restored restored) {
        try {
            checkpoint.restore(restored);
        } catch (Throwable e) {
            throw failed(null, e);
        }
    }

    /** Adds the state of the operator as it is now. */
    void snapshotInto(TaskSnapshot.Builder snapshot) {
        try {
            checkpoint.snapshotInto(snapshot, inMillis, outMillis);
        } catch (Throwable e) {
            throw failed(null, e);
        }
    }

    /** A checkpoint has been decided. */
    void onCheckpointCompleted(long id) {
        try {
            operator.onCheckpointCompleted(id);
        } catch (Throwable e) {
            throw failed(null, e);
        }
    }

    void close() {
        if (isOpen) {
            isOpen = false;
            context.close();
            try {
                operator.close();
            } catch (Throwable e) {
                throw failed(null, e);
            }
        }
    }

    /** Takes a record of an exchange. */
    void accept(int input, Object value, long timestampMillis) {
        try {
            operator.onRecord(input, value, timestampMillis);
        } catch (Throwable e) {
            recordFailed(value, e);
        }
    }

    /** Turns to no key: the next records come from an exchange that has none. */
    void deselect() {
        context.deselect();
    }

    /** Takes a record of a keyed exchange. */
    void accept(Object key, int hash, int input, Object value, long timestampMillis) {
        try {
            if (keyedOperator != null) {
                keyedOperator.onRecord(key, hash, value, timestampMillis);
            } else {
                context.select(key, hash);
                operator.onRecord(input, value, timestampMillis);
            }
        } catch (Throwable e) {
            recordFailed(value, e);
        }
    }

    void onBatchEnd() {
        try {
            operator.onBatchEnd();
        } catch (Throwable e) {
            recordFailed(null, e);
        }
    }

    /** Brings the operator up to the watermark of its parent, or of the input; false to be called again. */
    boolean onWatermark(long inputMillis) {
        if (isRetrying) {
            return false;
        }
        long newMillis = parent == null ? inputMillis : parent.outMillis;
        if (newMillis > inMillis && !advance(newMillis)) {
            return false;
        }
        outMillis = Math.max(outMillis, Math.min(inMillis, operator.watermarkHoldMillis()));
        return true;
    }

    /** Whether the operator holds the watermark back, so that a later batch may let it go. */
    boolean isHolding() {
        return outMillis < inMillis;
    }

    boolean flush() {
        return !(operator instanceof Flushable flushable) || flushable.flush();
    }

    /** Brings a barrier to the operator; false to be called again. */
    boolean onBarrier(long id) {
        if (isRetrying) {
            return false;
        }
        try {
            return isFinished(output.emitted(), operator.onBarrier(id));
        } catch (Throwable e) {
            return eventFailed(e);
        }
    }

    boolean isDue(long nowMillis) {
        return isTimeUnfinished || hasTimerDue(nowMillis) || wantsTime(nowMillis);
    }

    /** Whether the operator, when it last left an event unfinished, did so for another reason than a full output. */
    boolean isAwaiting() {
        return isAwaiting;
    }

    boolean isWaitingForTime() {
        return operator.wakeAtMillis() != Long.MAX_VALUE
                || context.processingTimers().firstMillis() != Long.MAX_VALUE;
    }

    boolean onTime(long nowMillis) {
        try {
            if (!isDue(nowMillis)) {
                return true;
            }
            if (!isTimeUnfinished) {
                timersLeft = context.processingTimers().size();
                isTimeUnfinished = true;
            }
            isAwaiting = false;
            isTimeUnfinished = !fireProcessingTimers(nowMillis) || !bringTime(nowMillis);
            return !isTimeUnfinished;
        } catch (Throwable e) {
            return eventFailed(e);
        }
    }

    /** Ends the operator, which owes nothing after that; false to be called again. */
    boolean onEnd() {
        try {
            if (!isFinished(output.emitted(), operator.onEnd())) {
                return false;
            }
            outMillis = EventTime.END;
            return true;
        } catch (Throwable e) {
            return eventFailed(e);
        }
    }

    private boolean advance(long newMillis) {
        if (newMillis == EventTime.END) {
            context.startEnding();
        }
        try {
            isAwaiting = false;
            if (!fireTimers(newMillis) || !isFinished(output.emitted(), operator.onWatermark(newMillis))) {
                return false;
            }
        } catch (Throwable e) {
            return eventFailed(e);
        }
        inMillis = newMillis;
        context.watermarkMillis(newMillis);
        return true;
    }

    /**
     * Notes why an event is unfinished: what has not emitted though there was room waits for something else. The engine's
     * own operators never do; they stop to let other tasks have the thread.
     */
    private boolean isFinished(long emittedBefore, boolean isDone) {
        isAwaiting = !isDone
                && step.spec() instanceof StepSpec.RunOperator
                && !output.isFull()
                && output.emitted() == emittedBefore;
        return isDone;
    }

    private boolean hasTimerDue(long nowMillis) {
        return context.processingTimers().firstMillis() <= nowMillis;
    }

    private boolean wantsTime(long nowMillis) {
        return context.isWoken() || operator.wakeAtMillis() <= nowMillis;
    }

    private boolean bringTime(long nowMillis) throws Exception {
        if (!isBringingTime && !wantsTime(nowMillis)) {
            return true;
        }
        if (!isBringingTime) {
            turnToCauseOfTime();
        }
        context.startWoken();
        isBringingTime = true;
        isBringingTime = !isFinished(output.emitted(), operator.onTime(nowMillis));
        return !isBringingTime;
    }

    /** What comes from elsewhere goes back to input; what the operator does because of the time goes back to nothing. */
    private void turnToCauseOfTime() {
        if (context.isWoken()) {
            cause.turnToLastInput();
        } else {
            cause.turnToCall();
        }
    }

    /**
     * Fires those that were set when the event began, and are due. Those that are set anew, for a time that has come, wait for
     * the next event: else one that sets itself would keep the input out for ever.
     */
    private boolean fireProcessingTimers(long nowMillis) {
        int budget = TIMERS_PER_CALL;
        while (timersLeft > 0 && hasTimerDue(nowMillis)) {
            if (budget-- == 0 || output.isFull()) {
                return false;
            }
            timersLeft--;
            cause.turnToCall();
            TimerQueue.Timer timer = context.processingTimers().poll(nowMillis);
            if (timer != null) {
                context.select(timer.key(), timer.hash());
                fireProcessing(timer.timestampMillis());
            }
        }
        return true;
    }

    private void fireProcessing(long timeMillis) {
        try {
            operator.onProcessingTimer(timeMillis);
        } catch (Throwable e) {
            recordFailed(null, e);
        }
    }

    private boolean fireTimers(long newMillis) throws Exception {
        int budget = TIMERS_PER_CALL;
        TimerQueue.Timer timer = output.isFull() ? null : context.timerQueue().poll(newMillis);
        while (timer != null) {
            context.select(timer.key(), timer.hash());
            fire(timer.timestampMillis());
            if (--budget == 0 || output.isFull() || isRetrying) {
                return false;
            }
            timer = context.timerQueue().poll(newMillis);
        }
        return !output.isFull();
    }

    void fire(long timestampMillis) {
        try {
            operator.onTimer(timestampMillis);
        } catch (Throwable e) {
            recordFailed(null, e);
        }
    }

    /**
     * Leaves out records that the operator says it has failed for in an event, and yields false: the event is gone on with.
     * An operator that does not say so has to fail, for nobody knows what is left of the event.
     */
    boolean eventFailed(Throwable cause) {
        isAwaiting = false;
        if (cause instanceof RecordsFailedException && failures.leaveOut(failedRecord(null), cause)) {
            return false;
        }
        throw failed(null, cause);
    }

    /** Leaves the record out or fails, as the policy of the step says. */
    final void recordFailed(@Nullable Object record, Throwable cause) {
        if (!failures.leaveOut(failedRecord(record), cause)) {
            throw failed(record, cause);
        }
    }

    private FailedRecord failedRecord(@Nullable Object record) {
        return FailedRecord.of(record, context.watermarkMillis());
    }

    /** Key of a record that comes over an elided exchange. */
    static Object keyOf(Object value, KeyFunction<Object, Object> function) throws Exception {
        Object key = function.key(value);
        if (key == null) {
            throw nullKey();
        }
        return key;
    }

    static NullPointerException nullKey() {
        return new NullPointerException("Key of a record is null; filter such records out before keyBy,"
                + " or give them a key that stands for none");
    }

    final OperatorFailedException failed(@Nullable Object record, Throwable cause) {
        OperatorFailedException named = OperatorFailedException.of(step.name(), record, cause);
        failure = named;
        return named;
    }

    /**
     * Where a node stands.
     *
     * @param planned the planned operator
     * @param taskIndex number of the task
     * @param overflow what the task could not hand over
     * @param parent the node of the same task that it reads from, or null
     * @param feeder counters of the main output that it reads, or null if its records are counted as they come
     * @param tap who listens to its results, or null if what it emits is not yet a result
     * @param waker wakes who calls the task
     * @param checkpoints how the task takes part in checkpoints
     * @param desk writes dead letters
     * @param tables where its operator keeps what it keeps by key
     */
    record Place(
            PlanNode planned,
            int taskIndex,
            Overflow overflow,
            @Nullable ChainNode parent,
            @Nullable OperatorCounters feeder,
            Taps.@Nullable Tap tap,
            Waker waker,
            Checkpoints checkpoints,
            DeadLetterDesk desk,
            KeyTables tables) {}

    /** Takes the records of its parent as they are. */
    private static final class Forward extends ChainNode {

        private final Operator<Object, Object> operator;

        Forward(Place place, Operator<Object, Object> operator) {
            super(place, operator);
            this.operator = operator;
        }

        @Override
        void accept(Object value, long timestampMillis) {
            try {
                operator.onRecord(0, value, timestampMillis);
            } catch (Throwable e) {
                recordFailed(value, e);
            }
        }

        @Override
        int acceptAll(@Nullable Object[] values, long[] timestampsMillis, int from, int to, Overflow overflow) {
            int next = from;
            while (next < to && !overflow.isFull()) {
                Object value = values[next];
                try {
                    operator.onRecord(0, value, timestampsMillis[next]);
                } catch (Throwable e) {
                    recordFailed(value, e);
                }
                next++;
            }
            return next;
        }
    }

    /** Finds the key of each record for an operator that asks its context for it. */
    private static final class Keyed extends ChainNode {

        private final Operator<Object, Object> operator;
        private final KeyFunction<Object, Object> key;

        Keyed(Place place, Operator<Object, Object> operator, KeyFunction<Object, Object> key) {
            super(place, operator);
            this.operator = operator;
            this.key = key;
        }

        @Override
        void accept(Object value, long timestampMillis) {
            try {
                Object found = keyOf(value, key);
                context().select(found, StableHash.of(found));
                operator.onRecord(0, value, timestampMillis);
            } catch (Throwable e) {
                recordFailed(value, e);
            }
        }
    }

    /** Finds the key of each record for an operator of windows. */
    private static final class KeyedForWindows extends ChainNode {

        private final KeyedOperator operator;
        private final KeyFunction<Object, Object> key;

        KeyedForWindows(Place place, KeyedOperator operator, KeyFunction<Object, Object> key) {
            super(place, operator);
            this.operator = operator;
            this.key = key;
        }

        @Override
        void accept(Object value, long timestampMillis) {
            try {
                Object found = keyOf(value, key);
                operator.onRecord(found, StableHash.of(found), value, timestampMillis);
            } catch (Throwable e) {
                recordFailed(value, e);
            }
        }
    }
}

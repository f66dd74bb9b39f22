package io.millrace.worker.task;

import io.millrace.deadletter.DeadLetter;
import io.millrace.function.KeyFunction;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.operator.RecordsFailedException;
import io.millrace.partition.StableHash;
import io.millrace.time.EventTime;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Retry;
import io.millrace.worker.window.KeyedOperator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node of a step that has retries or dead letters. What the code emits for a record goes on when the call has returned,
 * so that a record which fails leaves no results behind.
 *
 * <p>A call that has failed is kept, and made again by {@link #retry} when its time has come. Until then the node takes
 * nothing else: it is the root of its stage, and its task asks {@link #isRetrying} before it goes on.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class GuardedNode extends ChainNode {

    private static final Logger log = LoggerFactory.getLogger(GuardedNode.class);

    private final Operator<Object, Object> operator;
    private final @Nullable KeyedOperator keyedOperator;
    private final @Nullable KeyFunction<Object, Object> linkKey;
    private final HeldOutput held;
    private final Retry retry;
    private final int taskIndex;
    private final DeadLetterLog deadLetters;
    private long taken;
    private @Nullable Attempt pending;
    private int failures;
    private long retryAtMillis;

    GuardedNode(Place place, Operator<Object, Object> operator, @Nullable KeyFunction<Object, Object> linkKey) {
        super(place, operator);
        this.operator = operator;
        this.keyedOperator = operator instanceof KeyedOperator keyed ? keyed : null;
        this.linkKey = linkKey;
        this.held = new HeldOutput(output());
        this.retry = step().retry();
        this.taskIndex = place.taskIndex();
        this.deadLetters = place.desk().log();
        failures().deadLettersTo(new Receiver() {
            @Override
            void accept(Object letter, long timestampMillis) {
                output().emit(DeadLetter.OUTPUT, (DeadLetter) letter, timestampMillis);
            }
        });
    }

    @Override
    Output<Object> operatorOutput() {
        return held;
    }

    @Override
    void accept(Object value, long timestampMillis) {
        take(linkKey == null ? Attempt.Kind.PLAIN : Attempt.Kind.LINKED, null, 0, 0, value, timestampMillis);
    }

    @Override
    void accept(int input, Object value, long timestampMillis) {
        take(Attempt.Kind.PLAIN, null, 0, input, value, timestampMillis);
    }

    @Override
    void accept(Object key, int hash, int input, Object value, long timestampMillis) {
        take(Attempt.Kind.KEYED, key, hash, input, value, timestampMillis);
    }

    /** Where the letters that it writes are kept, if it writes any. */
    @Nullable
    DeadLetterLog letters() {
        return step().errorPolicy() == ErrorPolicy.DEAD_LETTER ? deadLetters : null;
    }

    /** Has letters say where their records can be taken again. */
    void replayedBy(Replays task) {
        failures().replayedBy(task);
    }

    /** Takes a record again that has become a dead letter. */
    void takeAgain(Attempt attempt) {
        Object value = attempt.values().get(0);
        if (attempt.kind() == Attempt.Kind.PLAIN) {
            context().deselect();
        }
        take(attempt.kind(), attempt.key(), attempt.hash(), attempt.input(), value, attempt.timestampMillis());
    }

    @Override
    void onBatchEnd() {
        if (isRetrying()) {
            return;
        }
        try {
            held.hold();
            operator.onBatchEnd();
        } catch (Throwable e) {
            failed(Attempt.batchEnd(streamMillis()), e);
            return;
        }
        held.release();
    }

    @Override
    void fire(long timestampMillis) {
        taken++;
        try {
            held.hold();
            operator.onTimer(timestampMillis);
        } catch (Throwable e) {
            Object key = context().key();
            int hash = context().keyHash();
            failed(new Attempt(Attempt.Kind.TIMER, key, hash, 0, List.of(), timestampMillis, taken), e);
            return;
        }
        held.release();
    }

    @Override
    boolean eventFailed(Throwable cause) {
        if (!(cause instanceof RecordsFailedException)) {
            return super.eventFailed(cause);
        }
        failed(Attempt.batchEnd(streamMillis()), cause);
        return false;
    }

    @Override
    long retryAtMillis() {
        return retryAtMillis;
    }

    @Override
    void retryAtOnce() {
        retryAtMillis = Long.MIN_VALUE;
    }

    @Override
    boolean retry() {
        Attempt again = pending;
        if (again == null) {
            return true;
        }
        if (context().nowMillis() < retryAtMillis) {
            return false;
        }
        pending = null;
        setRetrying(false);
        counters().retried();
        call(again, failures);
        return !isRetrying();
    }

    private void take(
            Attempt.Kind kind, @Nullable Object key, int hash, int input, Object value, long timestampMillis) {
        taken++;
        try {
            held.hold();
            call(kind, key, hash, input, value, timestampMillis);
        } catch (Throwable e) {
            failed(new Attempt(kind, key, hash, input, List.of(value), timestampMillis, taken), e);
            return;
        }
        held.release();
    }

    private void call(Attempt again, int failuresBefore) {
        int index = 0;
        try {
            held.hold();
            for (Object value : again.values()) {
                call(again.kind(), again.key(), again.hash(), again.input(), value, again.timestampMillis());
                index++;
            }
            switch (again.kind()) {
                case TIMER -> {
                    context().select(keyOf(again), again.hash());
                    operator.onTimer(again.timestampMillis());
                }
                case TOGETHER, BATCH_END -> operator.onBatchEnd();
                case PLAIN, KEYED, LINKED -> {}
            }
        } catch (Throwable e) {
            failed(again, again.next(e, index), failuresBefore + 1, e);
            return;
        }
        held.release();
    }

    private void call(Attempt.Kind kind, @Nullable Object key, int hash, int input, Object value, long timestampMillis)
            throws Exception {
        if (kind == Attempt.Kind.LINKED && linkKey != null) {
            Object found = keyOf(value, linkKey);
            callKeyed(found, StableHash.of(found), input, value, timestampMillis);
        } else if (key != null) {
            callKeyed(key, hash, input, value, timestampMillis);
        } else {
            operator.onRecord(input, value, timestampMillis);
        }
    }

    private void callKeyed(Object key, int hash, int input, Object value, long timestampMillis) throws Exception {
        if (keyedOperator != null) {
            keyedOperator.onRecord(key, hash, value, timestampMillis);
        } else {
            context().select(key, hash);
            operator.onRecord(input, value, timestampMillis);
        }
    }

    private void failed(Attempt first, Throwable cause) {
        failed(first, first.next(cause, 0), 1, cause);
    }

    /** Keeps what is to be called again, leaves its records out, or fails. */
    private void failed(Attempt attempt, @Nullable Attempt next, int attempts, Throwable cause) {
        held.drop();
        if (next == null) {
            giveUp(attempt.describeLost(attempts), cause);
        } else if (retry.isLeft(attempts) && RecordFailures.isOfRecords(cause)) {
            keep(next, attempts, cause);
        } else if (next.kind() == Attempt.Kind.TOGETHER) {
            // Each of them by itself, and so without the number of records that the exception names.
            next.describeEach(attempts).forEach(failed -> giveUp(failed, Causes.ofUserCode(cause)));
        } else {
            giveUp(next.describe(attempts), cause);
        }
    }

    private void giveUp(FailedRecord failed, Throwable cause) {
        if (!failures().leaveOut(failed, cause)) {
            throw failed(failed.value(), cause);
        }
    }

    private void keep(Attempt next, int attempts, Throwable cause) {
        pending = next;
        failures = attempts;
        retryAtMillis = context().nowMillis() + retry.backoffMillis(attempts);
        setRetrying(true);
        if (counters().retries() == 0 && attempts == 1) {
            log.warn(
                    "Record has failed and is tried again, as others will be, which are only counted: operator={},"
                            + " task={}, record={}, retries={}",
                    step().name(),
                    taskIndex,
                    OperatorFailedException.shorten(next.describe(attempts).value()),
                    retry.retries(),
                    Causes.ofUserCode(cause));
        }
    }

    private long streamMillis() {
        return Math.max(
                EventTime.MIN_MILLIS, Math.min(EventTime.MAX_MILLIS, context().watermarkMillis()));
    }

    private static Object keyOf(Attempt attempt) {
        Object key = attempt.key();
        if (key == null) {
            throw new IllegalStateException("Timer has no key: attempt=" + attempt);
        }
        return key;
    }
}

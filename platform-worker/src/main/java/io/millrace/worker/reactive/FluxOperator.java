package io.millrace.worker.reactive;

import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * An operator around a function from flux to flux: records go in as the function asks for them, results come out on the
 * task's thread, whatever scheduler they came from.
 *
 * <p><b>Contract.</b> {@link #onRecord} waits until the function asks for the record, so the step has to be declared
 * blocking. A function that completes or cancels before the end of the input takes no further record: they are dropped,
 * which is logged once. An error of the function fails the topology.
 *
 * <p>A result bears the timestamp of the latest record that went in, or the watermark if that is later: it is never late.
 *
 * <p><b>Lifecycle.</b> The function is called when the operator is opened. At a barrier its input completes, the results
 * that are still to come are waited for, and the function is called anew; what it gathers must not reach across. The same
 * happens at the end, but for the new call; closing it cancels.
 */
public final class FluxOperator implements Operator<Object, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(FluxOperator.class);
    private static final long WAIT_MILLIS = 20;

    private final Function<Flux<Object>, Publisher<?>> function;
    private final Semaphore changes = new Semaphore(0);
    private FluxInput input = new FluxInput(this::onChange);
    private BoundedSubscriber<Object> results = new BoundedSubscriber<>(this::onChange);
    private volatile @Nullable OperatorContext context;
    private @Nullable Output<Object> out;
    private long latestMillis = Long.MIN_VALUE;
    private long dropped;
    private boolean isCutting;

    /** Calls the function once, when the operator is opened. */
    public FluxOperator(Function<Flux<Object>, Publisher<?>> function) {
        this.function = Objects.requireNonNull(function, "function");
    }

    @Override
    public void open(OperatorContext opened, Output<Object> output) {
        context = opened;
        out = output;
        subscribe();
    }

    private void subscribe() {
        Publisher<?> result = Objects.requireNonNull(
                function.apply(Flux.from(input)),
                "Function gave no publisher: result=null; return a Flux made from its argument");
        results.subscribeTo(Flux.from(result));
    }

    @Override
    public void onRecord(int number, Object value, long timestampMillis) throws Exception {
        while (!isOver()) {
            changes.drainPermits(); // before looking, so that no change is missed
            long before = latestMillis;
            latestMillis = Math.max(latestMillis, timestampMillis);
            if (input.offer(value)) {
                emitAll(true);
                return;
            }
            latestMillis = before; // what comes out now was not made of this record
            if (!emitAll(false)) {
                awaitChange();
            }
        }
        drop();
    }

    /** Called by the threads of the function. */
    private void onChange() {
        changes.release();
        OperatorContext opened = context;
        if (opened != null) {
            opened.wakeUp();
        }
    }

    private boolean isOver() throws Exception {
        return input.isCancelled() || (results.isDone() && (results.isEnded() || results.hasElement()));
    }

    private void drop() {
        if (dropped++ == 0) {
            LOG.warn(
                    "Function ended before its input, further records are dropped: operator={}, task={}",
                    Objects.requireNonNull(context).operatorName(),
                    Objects.requireNonNull(context).taskIndex());
        }
    }

    @Override
    public void onBatchEnd() throws Exception {
        emitAll(true);
    }

    /** Completes the function's input, and calls the function anew, unless it has ended by itself. */
    @Override
    public boolean onBarrier(long barrierId) throws Exception {
        if (isOver() && !isCutting) {
            return true;
        }
        isCutting = true;
        if (!onEnd()) {
            return false;
        }
        isCutting = false;
        input = new FluxInput(this::onChange);
        results = new BoundedSubscriber<>(this::onChange);
        subscribe();
        return true;
    }

    /** The last watermark ends the input, so that what then comes out goes before it. */
    @Override
    public boolean onWatermark(long watermarkMillis) throws Exception {
        if (watermarkMillis == Long.MAX_VALUE) {
            return onEnd();
        }
        emitAll(true);
        return true;
    }

    @Override
    public boolean onTime(long nowMillis) throws Exception {
        emitAll(true);
        return !Objects.requireNonNull(out).isFull();
    }

    @Override
    public boolean onEnd() throws Exception {
        changes.drainPermits();
        input.complete();
        boolean hasEmitted = emitAll(true);
        if (results.isEnded()) {
            return true;
        }
        if (!hasEmitted && !Objects.requireNonNull(out).isFull()) {
            awaitChange();
        }
        return false;
    }

    /** Waits a little at most: the engine sees to everything else in between. */
    private void awaitChange() throws InterruptedException {
        if (changes.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
            changes.drainPermits();
        }
    }

    /** Emits the results that are there; whether any was. */
    private boolean emitAll(boolean untilFull) throws Exception {
        Output<Object> output = Objects.requireNonNull(out);
        long timestampMillis = timestampMillis();
        boolean hasEmitted = false;
        // One prefetch at a time: a function that answers each request at once would go on for ever.
        for (int left = BoundedSubscriber.PREFETCH; left > 0 && !(untilFull && output.isFull()); left--) {
            Object value = results.poll();
            if (value == null) {
                results.isEnded(); // throws what the function failed with
                break;
            }
            output.emit(value, timestampMillis);
            hasEmitted = true;
        }
        return hasEmitted;
    }

    private long timestampMillis() {
        long watermarkMillis = Objects.requireNonNull(context).watermarkMillis();
        return watermarkMillis == Long.MAX_VALUE ? latestMillis : Math.max(latestMillis, watermarkMillis);
    }

    @Override
    public void close() {
        results.cancel();
    }
}

package io.millrace.worker.task;

import io.millrace.time.EventTime;
import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.Control;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.watermark.WatermarkMerger;
import java.util.List;

/**
 * Task of a stage that reads from channels: takes a batch from each in turn and puts its records through the chain.
 *
 * <p><b>Thread.</b> Owned by the thread that calls it.
 */
final class StageTask extends ChainTask {

    private static final int BATCHES_PER_CALL = 4;

    private final ChainNode root;
    private final Input[] inputs;
    private final WatermarkMerger merger;
    private final BarrierAligner aligner;
    private final CallBudget budget;
    private final TaskMeter meter;
    private int nextInput;
    private boolean isIdleSent;
    private boolean isEndSent;
    private volatile boolean isStopRequested;

    StageTask(
            Chain chain,
            int index,
            boolean isBlocking,
            TaskWaker waker,
            TaskCuts cuts,
            List<Input> inputs,
            BarrierAligner aligner,
            CallBudget budget) {
        super(chain, index, isBlocking, waker, cuts);
        this.aligner = aligner;
        this.budget = budget;
        this.meter = chain.meter();
        this.root = chain.nodes().get(0);
        this.inputs = inputs.toArray(new Input[0]);
        this.merger = new WatermarkMerger(inputs.size());
        for (int i = 0; i < this.inputs.length; i++) {
            if (this.inputs[i].isEmpty()) {
                merger.onWatermark(i, EventTime.END);
            }
        }
    }

    @Override
    Progress work(long nowMillis) {
        if (root.isRetrying()) {
            Progress progress = retry();
            if (root.isRetrying()) {
                return progress;
            }
        }
        if (!catchUp() || !chain().onTime(nowMillis)) {
            return chain().pausedProgress();
        }
        if (isEndSent) {
            return Progress.DONE;
        }
        budget.startCall(nowMillis);
        if (!cuts().isBehindLastBarrier() && takeAgain()) {
            isIdleSent = false;
            return Progress.WORKED;
        }
        boolean worked = false;
        for (int i = 0; i < BATCHES_PER_CALL && takeBatch(); i++) {
            worked = true;
            if (isHeldUp() || chain().isPaused() || budget.isSpent()) {
                break;
            }
        }
        if (worked) {
            return Progress.WORKED;
        }
        return chain().isWaitingForTime() ? Progress.POLL : Progress.WAIT;
    }

    /** A task that had ended tells those who read so, and one that had not tells them how far it was. */
    @Override
    void restore(Restored restored) {
        if (cuts().isRestoredEnded()) {
            isEndSent = true;
            chain().restoreEnded();
        } else if (chain().watermarkMillis() > EventTime.NO_WATERMARK) {
            chain().onWatermark(chain().watermarkMillis());
        }
    }

    @Override
    void cancelBarrier(long id) {
        aligner.cancel(id);
    }

    @Override
    boolean hasInput() {
        for (int i = 0; i < inputs.length; i++) {
            if (!aligner.isHeldBack(i) && inputs[i].hasBatch()) {
                return true;
            }
        }
        return isToTakeAgain();
    }

    @Override
    public boolean isOnlySource() {
        return false;
    }

    @Override
    public void requestStop() {
        // Ends when the tasks before it have ended; only what failed waits no longer.
        isStopRequested = true;
    }

    @Override
    public void requestDrain() {
        // Ends when the tasks before it have ended.
    }

    @Override
    QueueFill queueFill() {
        return QueueFill.of(inputs);
    }

    @Override
    long bytesIn() {
        long bytes = 0;
        for (Input input : inputs) {
            bytes += input.bytesIn();
        }
        return bytes;
    }

    /** Whether nothing further may be taken: there is no room, or a record is to be tried again first. */
    private boolean isHeldUp() {
        return isBlocked() || root.isRetrying();
    }

    /** Tries a record again whose time has come. */
    private Progress retry() {
        if (isStopRequested) {
            root.retryAtOnce();
        }
        long before = root.counters().retries();
        if (root.retry()) {
            // Who stands behind it has seen the end of the batch before its results came.
            chain().onBatchEnd();
        }
        return root.counters().retries() == before ? Progress.POLL : Progress.WORKED;
    }

    /** Takes one batch, or the rest of one; false if there is none. */
    private boolean takeBatch() {
        for (int i = 0; i < inputs.length; i++) {
            int number = nextInput;
            Input input = inputs[number];
            Batch batch = aligner.isHeldBack(number) ? null : input.current();
            if (batch != null) {
                if (process(number, input, batch)) {
                    nextInput = number + 1 == inputs.length ? 0 : number + 1;
                }
                return true;
            }
            nextInput = number + 1 == inputs.length ? 0 : number + 1;
        }
        return false;
    }

    /** Works through a batch; false if it has to stop before the end. */
    private boolean process(int number, Input input, Batch batch) {
        if (batch.size() > 0 && merger.isIdle(number)) {
            merger.onActive(number);
        }
        isIdleSent &= batch.size() == 0;
        chain().overflow().cause().turnTo(batch);
        if (!processRecords(number, input, batch)) {
            return false;
        }
        Control control = batch.control();
        long barrierId = batch.barrierId();
        root.counters().in(batch.records());
        input.finish();
        chain().onBatchEnd();
        onControl(number, control, barrierId);
        catchUp();
        meter.noteAges();
        return true;
    }

    /** Puts the records of a batch through the chain, as many as the call has room for; false if some are left. */
    private boolean processRecords(int number, Input input, Batch batch) {
        int size = batch.size();
        int step = budget.isTimed() ? 1 : size;
        int chosen = chooseRecord(input.position(), batch);
        do {
            int start = input.position();
            int end = Math.min(start + step, start < chosen ? chosen : size);
            boolean isThrough =
                    start == chosen ? processTimed(number, input, batch) : processEntries(number, input, batch, end);
            if (!isThrough) {
                return false;
            }
        } while (input.position() < size && !budget.isSpent());
        return input.position() == size;
    }

    /** The place of a record that is to be timed, or -1. */
    private int chooseRecord(int position, Batch batch) {
        int chosen = meter.chooseOf(batch.size() - position);
        return chosen < 0 || batch.value(position + chosen) == null ? -1 : position + chosen;
    }

    private boolean processTimed(int number, Input input, Batch batch) {
        long startNanos = meter.nowNanos();
        boolean isThrough = processEntries(number, input, batch, input.position() + 1);
        meter.processed(meter.nowNanos() - startNanos);
        return isThrough;
    }

    private boolean processEntries(int number, Input input, Batch batch, int end) {
        return batch.isKeyed() ? processKeyed(number, input, batch, end) : processPlain(number, input, batch, end);
    }

    private boolean processPlain(int number, Input input, Batch batch, int end) {
        int ordinal = input.ordinal();
        root.deselect();
        for (int i = input.position(); i < end; i++) {
            Object value = batch.value(i);
            if (value == null) {
                if (!onWatermark(number, batch.timestamp(i))) {
                    input.position(i + 1);
                    return false;
                }
                root.deselect();
            } else {
                root.accept(ordinal, value, batch.timestamp(i));
                if (isHeldUp()) {
                    input.position(i + 1);
                    return false;
                }
            }
        }
        input.position(end);
        return true;
    }

    private boolean processKeyed(int number, Input input, Batch batch, int end) {
        int ordinal = input.ordinal();
        for (int i = input.position(); i < end; i++) {
            Object value = batch.value(i);
            if (value == null) {
                if (!onWatermark(number, batch.timestamp(i))) {
                    input.position(i + 1);
                    return false;
                }
            } else {
                root.accept(batch.key(i), batch.hash(i), ordinal, value, batch.timestamp(i));
                if (isHeldUp()) {
                    input.position(i + 1);
                    return false;
                }
            }
        }
        input.position(end);
        return true;
    }

    private boolean onWatermark(int number, long watermarkMillis) {
        return merger.onWatermark(number, watermarkMillis) <= chain().watermarkMillis() || catchUp();
    }

    private void onControl(int number, Control control, long barrierId) {
        switch (control) {
            case IDLE -> merger.onIdle(number);
            case BARRIER -> {
                aligner.onBarrier(number, barrierId);
                if (aligner.isWaiting()) {
                    cuts().startAlignment();
                }
            }
            case END -> {
                merger.onEnd(number);
                aligner.onEnd(number);
            }
            case NONE -> {}
        }
    }

    /** Brings the chain up to what the inputs have said; false if it has paused. */
    private boolean catchUp() {
        if (root.isRetrying()) {
            return false;
        }
        if (chain().isPaused() && !chain().resume()) {
            return false;
        }
        if (merger.merged() > chain().watermarkMillis() && !chain().onWatermark(merger.merged())) {
            return false;
        }
        if (aligner.isComplete() && !chain().onBarrier(aligner.take())) {
            return false;
        }
        if (merger.isEnded()) {
            if (!isEndSent) {
                isEndSent = true;
                return chain().onEnd(merger.merged() == EventTime.END);
            }
        } else if (merger.isIdle() && !isIdleSent) {
            isIdleSent = true;
            return chain().onIdle();
        }
        return true;
    }
}

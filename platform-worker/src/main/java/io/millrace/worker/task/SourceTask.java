package io.millrace.worker.task;

import io.millrace.status.SourceProgress;
import io.millrace.status.Trouble;
import io.millrace.time.EventTime;
import io.millrace.topology.Step;
import io.millrace.type.FunctionTypes;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.snapshot.TaskSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Task of a source: reads its splits in turn and puts their records through the chain.
 *
 * <p><b>Thread.</b> Owned by the thread that calls it; {@link #requestStop} and {@link #requestDrain} may be
 * called by any thread.
 */
final class SourceTask extends ChainTask {

    private final Step step;
    private final SourceInlet inlet;
    private final SplitSet splits;
    private volatile boolean isStopRequested;
    private volatile boolean isDrainRequested;
    private volatile boolean isProgressAsked;
    private volatile @Nullable SourceProgress progress;
    private boolean isIdleSent;
    private boolean isEndSent;

    SourceTask(Chain chain, int index, TaskWaker waker, TaskCuts cuts, Step step, SourceInlet inlet, SplitSet splits) {
        super(chain, index, step.isBlocking(), waker, cuts);
        this.splits = splits;
        this.step = step;
        this.inlet = inlet;
    }

    @Override
    Progress work(long nowMillis) {
        if (isProgressAsked) {
            isProgressAsked = false;
            progress = splits.progress();
        }
        if (!catchUp() || !chain().onTime(nowMillis)) {
            return chain().pausedProgress();
        }
        if (isEndSent) {
            return Progress.DONE;
        }
        if (isStopRequested) {
            stop();
            return Progress.WORKED;
        }
        long barrier = cuts().dueBarrier();
        if (barrier > 0) {
            chain().onBarrier(barrier);
            return Progress.WORKED;
        }
        if (isDrainRequested) {
            splits.drain();
            catchUp();
            return Progress.WORKED;
        }
        if (cuts().isBehindLastBarrier()) {
            return Progress.WAIT;
        }
        if (takeAgain()) {
            isIdleSent = false;
            return Progress.WORKED;
        }
        chain().overflow().cause().turnToInputOfCall();
        inlet.startCall(nowMillis);
        boolean isSilent;
        try {
            isSilent = splits.read(nowMillis);
        } catch (OperatorFailedException e) {
            if (!isStopping() || !isOnlySource()) {
                throw e;
            }
            // A read that was interrupted by the stop or drain: what it has emitted goes on in the next call, and then
            // what
            // stands behind this task hears of the end.
            return Progress.WORKED;
        }
        boolean hasEmitted = inlet.hasEmitted();
        isIdleSent &= !hasEmitted;
        if (hasEmitted) {
            chain().onBatchEnd();
        }
        catchUp();
        return hasEmitted || !isSilent || isEndSent ? Progress.WORKED : Progress.POLL;
    }

    @Override
    public void open() {
        splits.start();
        super.open();
    }

    @Override
    void snapshotInto(TaskSnapshot.Builder snapshot) {
        splits.snapshotInto(snapshot, step.name());
    }

    @Override
    void onCheckpointCompleted(long id) {
        splits.onCheckpointCompleted(id);
        super.onCheckpointCompleted(id);
    }

    @Override
    void restore(Restored restored) {
        if (!splits.restore(restored, step.name())) {
            cuts().reviveEnded();
        }
        if (cuts().isRestoredEnded()) {
            isEndSent = true;
            chain().restoreEnded();
        } else if (chain().watermarkMillis() > EventTime.NO_WATERMARK) {
            chain().onWatermark(chain().watermarkMillis());
        }
    }

    @Override
    boolean hasInput() {
        return inlet.hasEmitted() || isToTakeAgain();
    }

    @Override
    void publish() {
        inlet.publish();
        super.publish();
    }

    @Override
    @Nullable
    SourceProgress sourceProgress() {
        isProgressAsked = true;
        return progress;
    }

    @Override
    public boolean isOnlySource() {
        return chain().nodes().isEmpty();
    }

    @Override
    public void requestStop() {
        isStopRequested = true;
        wake();
    }

    @Override
    public void requestDrain() {
        isDrainRequested = true;
        wake();
    }

    @Override
    public void close() {
        OperatorFailedException failure = null;
        try {
            splits.close();
        } catch (Exception e) {
            failure = new OperatorFailedException(step.name(), null, e);
        }
        super.close();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public List<OperatorCounters.Snapshot> snapshot() {
        List<OperatorCounters.Snapshot> snapshots = new ArrayList<>(super.snapshot());
        snapshots.add(0, inlet.counters().snapshot());
        return snapshots;
    }

    @Override
    public List<Trouble> troubles() {
        List<Trouble> troubles = new ArrayList<>(super.troubles());
        addTrouble(inlet.counters(), step.name(), troubles);
        return troubles;
    }

    @Override
    Map<String, FunctionTypes.CodeLocation> userCode() {
        Map<String, FunctionTypes.CodeLocation> locations = super.userCode();
        locations.put(step.name(), FunctionTypes.location(step.spec().userCode()));
        return locations;
    }

    @Override
    public List<String> operatorNames() {
        List<String> names = new ArrayList<>(super.operatorNames());
        names.add(0, step.name());
        return names;
    }

    private boolean isStopping() {
        return isStopRequested || isDrainRequested || cuts().isLastRequested();
    }

    private void stop() {
        isEndSent = true;
        chain().onEnd(false);
    }

    /** Brings the chain up to what the splits have said; false if it has paused. */
    private boolean catchUp() {
        if (!inlet.catchUp()) {
            return false;
        }
        if (splits.isFinished()) {
            return isEndSent || end();
        }
        if (inlet.merger().isIdle() && !isIdleSent) {
            isIdleSent = true;
            return chain().onIdle();
        }
        return true;
    }

    private boolean end() {
        if (chain().watermarkMillis() < EventTime.END && !chain().onWatermark(EventTime.END)) {
            return false;
        }
        isEndSent = true;
        return chain().onEnd(true);
    }
}

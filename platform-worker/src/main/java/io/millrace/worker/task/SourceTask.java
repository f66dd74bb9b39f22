package io.millrace.worker.task;

import io.millrace.source.SplitReader;
import io.millrace.time.EventTime;
import io.millrace.topology.Step;
import io.millrace.type.FunctionTypes;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.snapshot.TaskSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Task of a source: reads its splits in turn and puts their records through the chain.
 *
 * <p><b>Thread.</b> Owned by the thread that calls it; {@link #requestStop} may be called by any thread.
 */
final class SourceTask extends ChainTask {

    private static final int MAX_OPEN_SPLITS = 64;

    private final Step step;
    private final SourceInlet inlet;
    private final List<SplitTask> splits;
    private final Deque<SplitTask> unopened = new ArrayDeque<>();
    private final List<SplitTask> open = new ArrayList<>();
    private volatile boolean isStopRequested;
    private int nextSplit;
    private boolean isIdleSent;
    private boolean isEndSent;

    SourceTask(
            Chain chain,
            int index,
            TaskWaker waker,
            TaskCuts cuts,
            Step step,
            SourceInlet inlet,
            List<SplitTask> splits) {
        super(chain, index, step.isBlocking(), waker, cuts);
        this.splits = List.copyOf(splits);
        this.step = step;
        this.inlet = inlet;
        this.unopened.addAll(splits);
    }

    @Override
    Progress work(long nowMillis) {
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
        if (cuts().isBehindLastBarrier()) {
            return Progress.WAIT;
        }
        inlet.startCall(nowMillis);
        boolean isSilent;
        try {
            isSilent = readSplits(nowMillis);
        } catch (OperatorFailedException e) {
            if (!isStopping() || !isOnlySource()) {
                throw e;
            }
            // A read that was interrupted by the stop: what stands behind this task still has to hear of the end.
            if (isStopRequested) {
                stop();
            }
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
    void snapshotInto(TaskSnapshot.Builder snapshot) {
        SplitFacts facts = new SplitFacts();
        for (SplitTask split : splits) {
            facts.add(split.name(), split.state());
        }
        facts.addTo(snapshot, step.name());
    }

    /** Splits go on where they were; one that the checkpoint does not know is read from its beginning. */
    @Override
    void restore(Restored restored) {
        SplitFacts facts = SplitFacts.of(restored, step.name());
        for (SplitTask split : splits) {
            SplitState known = facts.of(split.name());
            if (known == null) {
                cuts().reviveEnded();
            } else {
                split.restore(known);
                if (known.isEnded()) {
                    unopened.remove(split);
                }
            }
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
        return inlet.hasEmitted();
    }

    @Override
    void publish() {
        inlet.publish();
        super.publish();
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
    public void close() {
        OperatorFailedException first = null;
        for (SplitTask split : open) {
            try {
                split.close();
            } catch (Exception e) {
                first = first == null ? new OperatorFailedException(step.name(), null, e) : first;
            }
        }
        open.clear();
        super.close();
        if (first != null) {
            throw first;
        }
    }

    @Override
    public List<OperatorCounters.Snapshot> snapshot() {
        List<OperatorCounters.Snapshot> snapshots = new ArrayList<>(super.snapshot());
        snapshots.add(0, inlet.counters().snapshot());
        return snapshots;
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

    /** Reads from the open splits until the inlet is full; true if none of them had anything. */
    private boolean readSplits(long nowMillis) {
        while (open.size() < MAX_OPEN_SPLITS && !unopened.isEmpty()) {
            open.add(unopened.remove().open());
        }
        boolean isSilent = true;
        for (int i = open.size(); i > 0 && !open.isEmpty() && !inlet.isFull(); i--) {
            nextSplit = nextSplit >= open.size() ? 0 : nextSplit;
            SplitTask split = open.get(nextSplit);
            SplitReader.Progress progress = split.read(nowMillis);
            if (progress == SplitReader.Progress.END) {
                open.remove(nextSplit);
            } else {
                nextSplit++;
            }
            isSilent &= progress == SplitReader.Progress.NOTHING_NOW;
        }
        return isSilent && !open.isEmpty();
    }

    private boolean isStopping() {
        return isStopRequested || cuts().isLastRequested();
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
        if (open.isEmpty() && unopened.isEmpty()) {
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

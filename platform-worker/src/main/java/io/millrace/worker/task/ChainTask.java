package io.millrace.worker.task;

import io.millrace.status.SourceProgress;
import io.millrace.status.Trouble;
import io.millrace.type.FunctionTypes;
import io.millrace.worker.exchange.Overflow;
import io.millrace.worker.exchange.Waker;
import io.millrace.worker.measure.TaskTimes;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.snapshot.TaskSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tasks of all kinds have in common: a chain, whose overflow goes before any new work. */
abstract class ChainTask implements Task {

    private static final int REPLAYS_PER_CALL = 16;
    private static final String LEASE_IS_OVER =
            "waits for a word of the leader: its lease is over, and another may write in its place";

    private final Chain chain;
    private final Overflow overflow;
    private final TaskMeter meter;
    private final int index;
    private final boolean isBlocking;
    private final TaskWaker waker;
    private final TaskCuts cuts;
    private final @Nullable Replays replays;
    private final Runnable leaseWaker = this::wake;
    private Lease lease = Lease.ENDLESS;
    private volatile boolean isWithoutLease;

    ChainTask(Chain chain, int index, boolean isBlocking, TaskWaker waker, TaskCuts cuts) {
        this.chain = chain;
        this.overflow = chain.overflow();
        this.meter = chain.meter();
        this.index = index;
        this.isBlocking = isBlocking;
        this.waker = waker;
        this.cuts = cuts;
        this.replays = replays();
    }

    /** Takes records of its steps again where one of them writes dead letters. */
    private @Nullable Replays replays() {
        Replays made = null;
        for (ChainNode node : chain.nodes()) {
            if (node instanceof GuardedNode guarded && guarded.letters() != null) {
                if (made == null) {
                    Replays.Place place = new Replays.Place(cuts.id().stage(), index);
                    made = new Replays(place, guarded.letters(), cuts.areKept(), this::wake);
                }
                guarded.replayedBy(made);
            }
        }
        return made;
    }

    /** Is called only while a lease is held. */
    final void bindTo(Lease binding) {
        lease = binding;
        binding.onExtended(leaseWaker);
    }

    /** Does a bounded amount of work; there is room in the output. */
    abstract Progress work(long nowMillis);

    /** Adds what this kind of task keeps beside its operators. */
    void snapshotInto(TaskSnapshot.Builder snapshot) {}

    /** Takes back what this kind of task keeps beside its operators; they are open, and have theirs. */
    void restore(Restored restored) {}

    /** A snapshot of the task has been taken. */
    final void onSnapshot(long id) {
        if (replays != null) {
            replays.onBarrier(id);
        }
    }

    /** A checkpoint has been decided. */
    void onCheckpointCompleted(long id) {
        chain.onCheckpointCompleted(id);
        if (replays != null) {
            replays.onCheckpointCompleted(id);
        }
    }

    /** A barrier has come to nothing. */
    void cancelBarrier(long id) {}

    /** Shows the counters to other threads. */
    void publish() {
        chain.publish();
    }

    /** Whether there is more to do at once, so that a young batch may still be filled. */
    abstract boolean hasInput();

    /** Whether there are records that became dead letters and are to be taken again. */
    final boolean isToTakeAgain() {
        return replays != null && !replays.isEmpty();
    }

    /** Takes some of them, if there are any, as if a batch had brought them; there is room in the output. */
    final boolean takeAgain() {
        if (replays == null || replays.isEmpty()) {
            return false;
        }
        overflow.cause().turnToCall();
        ChainNode root = chain.nodes().get(0);
        for (int i = 0; i < REPLAYS_PER_CALL && !overflow.isFull() && !root.isRetrying(); i++) {
            Replays.Replay next = replays.take();
            if (next == null) {
                break;
            }
            GuardedNode node = guarded(next.operator());
            node.counters().in(1);
            node.takeAgain(next.attempt());
        }
        if (!root.isRetrying()) {
            // Where it is, its end follows when the record has been tried again.
            chain.onBatchEnd();
        }
        overflow.cause().turnToLastInput();
        return true;
    }

    private GuardedNode guarded(String operator) {
        for (ChainNode node : chain.nodes()) {
            if (node instanceof GuardedNode guarded && node.step().name().equals(operator)) {
                return guarded;
            }
        }
        throw new IllegalStateException("Task has no such step: task=" + id() + ", operator=" + operator);
    }

    /** How full its inputs are; any thread. */
    QueueFill queueFill() {
        return QueueFill.NONE;
    }

    /** Bytes that have come from other processes; any thread. */
    long bytesIn() {
        return 0;
    }

    final TaskCuts cuts() {
        return cuts;
    }

    final Chain chain() {
        return chain;
    }

    /** Whether nothing further may be taken for now. */
    final boolean isBlocked() {
        return overflow.isFull();
    }

    @Override
    public final Progress call(long nowNanos, long nowMillis, long nowMicros) {
        if (!lease.isHeld(nowNanos)) {
            isWithoutLease = true;
            return returned(Progress.WAIT, false);
        }
        if (isWithoutLease) {
            isWithoutLease = false;
        }
        chain.startCall(nowNanos, nowMillis, nowMicros);
        cuts.startCall(nowNanos, this);
        if (overflow.isFull()) {
            chain.flush(true);
            if (overflow.isFull()) {
                return returned(Progress.WAIT, false);
            }
        }
        Progress progress = work(nowMillis);
        chain.throwFailure();
        if (progress == Progress.WORKED || progress == Progress.DONE) {
            chain.onCallEnd();
            publish();
        }
        meter.noteAges();
        boolean hasMore = progress == Progress.WORKED && hasInput();
        chain.flush(hasMore);
        if (progress != Progress.DONE) {
            return returned(progress, hasMore);
        }
        if (replays != null) {
            replays.end();
        }
        return returned(chain.isFlushed() ? cuts.afterEnd(this) : Progress.WAIT, false);
    }

    private Progress returned(Progress progress, boolean hasMore) {
        boolean hasWorked = progress == Progress.WORKED || progress == Progress.DONE;
        TaskTimes.Waiting waiting = TaskTimes.Waiting.FOR_INPUT;
        if (overflow.isFull()) {
            waiting = TaskTimes.Waiting.FOR_CREDIT;
        } else if (hasMore || (hasWorked && chain.isPaused())) {
            waiting = TaskTimes.Waiting.FOR_THREAD;
        }
        meter.times().returned(hasWorked, waiting);
        return progress;
    }

    @Override
    public void checkRestore() {
        cuts.checkRestore(chain);
    }

    @Override
    public void open() {
        chain.onCut(id -> cuts.cut(id, this));
        cuts.open(chain);
        if (cuts.restored() != null) {
            restore(cuts.restored());
        }
        if (replays != null) {
            Restored restored = cuts.restored();
            replays.open(restored == null ? 0 : restored.checkpointId());
        }
    }

    @Override
    public void requestBarrier(long id, boolean isLast) {
        cuts.requestBarrier(id, isLast);
        wake();
    }

    @Override
    public final void abortBarrier(long id) {
        cuts.requestAbort(id);
        wake();
    }

    @Override
    public final void completeCheckpoint(long id) {
        cuts.requestCompletion(id);
        wake();
    }

    @Override
    public final void requestFinish() {
        cuts.requestFinish();
        wake();
    }

    @Override
    public void close() {
        lease.forget(leaseWaker);
        if (replays != null) {
            replays.close();
        }
        chain.close();
    }

    @Override
    public final void wakeWith(Waker newWaker) {
        waker.wakeWith(newWaker);
    }

    /** Has the task called soon; any thread. */
    final void wake() {
        waker.wake();
    }

    @Override
    public final TaskId id() {
        return cuts.id();
    }

    @Override
    public final String stageName() {
        return chain.name();
    }

    @Override
    public final int index() {
        return index;
    }

    @Override
    public final boolean isBlocking() {
        return isBlocking;
    }

    @Override
    public List<OperatorCounters.Snapshot> snapshot() {
        return chain.snapshot();
    }

    @Override
    public final TaskTimes times() {
        return meter.times();
    }

    @Override
    public final TaskMetrics metrics(long nowNanos) {
        List<OperatorCounters.Snapshot> counters = snapshot();
        QueueFill fill = queueFill();
        return new TaskMetrics(
                id(),
                stageName(),
                index,
                operatorNames(),
                meter.times().read(nowNanos),
                counters,
                bytesIn(),
                chain.bytesOut(),
                fill.mean(),
                fill.max(),
                counters.get(0).watermarkMillis(),
                meter.stateEntries(),
                sourceProgress());
    }

    /** How far it has come with its splits, as of a call not long ago, and asks for newer news; null if it reads none. */
    @Nullable
    SourceProgress sourceProgress() {
        return null;
    }

    @Override
    public final TaskHistograms takeHistograms() {
        return meter.takeHistograms();
    }

    @Override
    public List<Trouble> troubles() {
        List<Trouble> troubles = new ArrayList<>();
        chain.nodes().forEach(node -> addTrouble(node.counters(), node.step().name(), troubles));
        if (isWithoutLease) {
            troubles.add(new Trouble(operatorNames().get(0), index, LEASE_IS_OVER));
        }
        return troubles;
    }

    final void addTrouble(OperatorCounters counters, String operator, List<Trouble> troubles) {
        String reason = counters.trouble();
        if (reason != null) {
            troubles.add(new Trouble(operator, index, reason));
        }
    }

    @Override
    public final long maxOverflow() {
        return overflow.maxRecords();
    }

    @Override
    public final @Nullable UserCode userCodeIn(StackTraceElement[] stack) {
        Map<String, FunctionTypes.CodeLocation> locations = userCode();
        for (StackTraceElement frame : stack) {
            for (Map.Entry<String, FunctionTypes.CodeLocation> location : locations.entrySet()) {
                if (location.getValue().holds(frame)) {
                    return new UserCode(location.getKey(), frame);
                }
            }
        }
        return null;
    }

    /** Where the user code of each step is. */
    Map<String, FunctionTypes.CodeLocation> userCode() {
        Map<String, FunctionTypes.CodeLocation> locations = new LinkedHashMap<>();
        for (ChainNode node : chain.nodes()) {
            locations.put(
                    node.step().name(),
                    FunctionTypes.location(node.step().spec().userCode()));
        }
        return locations;
    }

    @Override
    public List<String> operatorNames() {
        return chain.nodes().stream().map(node -> node.step().name()).toList();
    }
}

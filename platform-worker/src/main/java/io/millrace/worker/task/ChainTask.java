package io.millrace.worker.task;

import io.millrace.status.Trouble;
import io.millrace.type.FunctionTypes;
import io.millrace.worker.exchange.Overflow;
import io.millrace.worker.exchange.Waker;
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

    private final Chain chain;
    private final Overflow overflow;
    private final int index;
    private final boolean isBlocking;
    private final TaskWaker waker;
    private final TaskCuts cuts;

    ChainTask(Chain chain, int index, boolean isBlocking, TaskWaker waker, TaskCuts cuts) {
        this.chain = chain;
        this.overflow = chain.overflow();
        this.index = index;
        this.isBlocking = isBlocking;
        this.waker = waker;
        this.cuts = cuts;
    }

    /** Does a bounded amount of work; there is room in the output. */
    abstract Progress work(long nowMillis);

    /** Adds what this kind of task keeps beside its operators. */
    void snapshotInto(TaskSnapshot.Builder snapshot) {}

    /** Takes back what this kind of task keeps beside its operators; they are open, and have theirs. */
    void restore(Restored restored) {}

    /** A checkpoint has been decided. */
    void onCheckpointCompleted(long id) {
        chain.onCheckpointCompleted(id);
    }

    /** A barrier has come to nothing. */
    void cancelBarrier(long id) {}

    /** Shows the counters to other threads. */
    void publish() {
        chain.publish();
    }

    /** Whether there is more to do at once, so that a young batch may still be filled. */
    abstract boolean hasInput();

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
    public final Progress call(long nowNanos, long nowMillis) {
        chain.startCall(nowNanos, nowMillis);
        cuts.startCall(nowNanos, this);
        if (overflow.isFull()) {
            chain.flush(true);
            if (overflow.isFull()) {
                return Progress.WAIT;
            }
        }
        Progress progress = work(nowMillis);
        chain.throwFailure();
        if (progress == Progress.WORKED || progress == Progress.DONE) {
            chain.onCallEnd();
            publish();
        }
        chain.flush(progress == Progress.WORKED && hasInput());
        if (progress != Progress.DONE) {
            return progress;
        }
        return chain.isFlushed() ? cuts.afterEnd(this) : Progress.WAIT;
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
    public List<Trouble> troubles() {
        List<Trouble> troubles = new ArrayList<>();
        chain.nodes().forEach(node -> addTrouble(node.counters(), node.step().name(), troubles));
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

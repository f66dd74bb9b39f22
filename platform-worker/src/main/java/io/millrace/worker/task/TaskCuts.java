package io.millrace.worker.task;

import io.millrace.time.EventTime;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.serial.IncompatibleSchemaException;
import io.millrace.worker.snapshot.CutTimes;
import io.millrace.worker.snapshot.KeyedSections;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.snapshot.SharedNames;
import io.millrace.worker.snapshot.TablePlace;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.snapshot.TaskSnapshot;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one task does for checkpoints: takes back what the last one holds, gives snapshots at barriers, hears what becomes of
 * them, and stays after its end until it is let go.
 *
 * <p><b>Thread.</b> Owned by the task, but for the requests, which may come from any thread and are seen in the next call.
 */
final class TaskCuts {

    private static final String FACTS = "task";
    private static final String WATERMARK_MILLIS = "watermark";

    private final TaskId id;
    private final Checkpoints checkpoints;
    private final SharedNames sharedNames = new SharedNames();
    private volatile boolean isLastRequested;
    private volatile long requestedBarrier;
    private volatile long abortedBarrier;
    private volatile long completedCheckpoint;
    private volatile boolean isFinishRequested;
    private long passedBarrier;
    private long abortSeen;
    private long completionSeen;
    private boolean isEndReported;
    private boolean isRestoredEnded;
    private long callNanos;
    private long alignmentStartNanos;
    private boolean isAlignmentStarted;
    private @Nullable TaskSnapshot latest;

    TaskCuts(TaskId id, Checkpoints checkpoints) {
        this.id = id;
        this.checkpoints = checkpoints;
    }

    TaskId id() {
        return id;
    }

    void requestBarrier(long barrier, boolean isLast) {
        isLastRequested = isLast;
        requestedBarrier = barrier;
    }

    void requestAbort(long barrier) {
        abortedBarrier = barrier;
    }

    void requestCompletion(long checkpoint) {
        completedCheckpoint = checkpoint;
    }

    void requestFinish() {
        isFinishRequested = true;
    }

    /** Whether there are checkpoints that the task is part of. */
    boolean areKept() {
        return checkpoints.areKept();
    }

    /** The checkpoint that the task goes on from, or null. */
    @Nullable
    Restored restored() {
        return checkpoints.restored();
    }

    /** Whether the task had ended in the checkpoint that it goes on from: it only tells those who read so. */
    boolean isRestoredEnded() {
        return isRestoredEnded;
    }

    /** A barrier that has been asked for, has not been passed, and has not come to nothing; 0 for none. */
    long dueBarrier() {
        long requested = requestedBarrier;
        return requested > passedBarrier && requested > abortedBarrier ? requested : 0;
    }

    /** Whether a source is to read no further, because the last barrier has been passed. */
    boolean isBehindLastBarrier() {
        return isLastRequested && passedBarrier == requestedBarrier && passedBarrier > abortedBarrier;
    }

    /** Whether the barrier that is asked for, or was passed, is the last. */
    boolean isLastRequested() {
        return isLastRequested;
    }

    /** Finds out whether today's types can read what the checkpoint holds. */
    void checkRestore(Chain chain) {
        Restored restored = restored();
        if (restored == null) {
            return;
        }
        requireReadable(restored);
        for (ChainNode node : chain.nodes()) {
            try {
                node.checkpoint().check(restored);
            } catch (IncompatibleSchemaException e) {
                throw new RestoreFailedException(List.of(node.step().name()), restored.checkpointId(), e);
            }
        }
    }

    private void requireReadable(Restored restored) {
        if (restored.holdsFiles()) {
            try {
                checkpoints.tables().requireUsable();
            } catch (IllegalStateException e) {
                throw new RestoreFailedException(id.operators(), restored.checkpointId(), e);
            }
        }
    }

    /** Opens the operators, each with what the checkpoint holds of it. */
    void open(Chain chain) {
        Restored restored = restored();
        if (restored == null) {
            chain.open();
            for (ChainNode node : chain.nodes()) {
                node.restore(null);
            }
            return;
        }
        var entry = restored.sameTask(id);
        isRestoredEnded = entry != null && entry.isEnded();
        for (ChainNode node : chain.nodes()) {
            node.restoreWatermarks(restored);
        }
        chain.open();
        restoreKeyed(chain, restored);
        for (ChainNode node : chain.nodes()) {
            node.restore(restored);
        }
        chain.restore(restored.facts(id.operators().get(0), FACTS).stream()
                .mapToLong(facts -> Long.parseLong(facts.getOrDefault(WATERMARK_MILLIS, "0")))
                .min()
                .orElse(EventTime.NO_WATERMARK));
    }

    /** The task does not count as ended after all: there is more for it to do than there was. */
    void reviveEnded() {
        isRestoredEnded = false;
    }

    /** Does what has been asked for since the last call. */
    void startCall(long nowNanos, ChainTask task) {
        callNanos = nowNanos;
        if (abortedBarrier > abortSeen) {
            abortSeen = abortedBarrier;
            isAlignmentStarted = false;
            task.cancelBarrier(abortSeen);
            release(abortSeen);
        }
        long completed = completedCheckpoint;
        if (completed > completionSeen) {
            completionSeen = completed;
            release(completed);
            task.onCheckpointCompleted(completed);
            checkpoints.listener().onCommitted(id, completed);
        }
    }

    /** A barrier has come on the first of several inputs. */
    void startAlignment() {
        if (!isAlignmentStarted) {
            isAlignmentStarted = true;
            alignmentStartNanos = callNanos;
        }
    }

    /** The operators have taken a barrier. */
    void cut(long barrier, ChainTask task) {
        passedBarrier = Math.max(passedBarrier, barrier);
        if (checkpoints.areKept() && barrier > abortedBarrier) {
            snapshot(barrier, false, task);
        } else if (!checkpoints.areKept()) {
            checkpoints.listener().onCut(new TaskSnapshot.Builder(id, barrier, false).build(new CutTimes(0, 0)));
        }
    }

    /** What a task does that has ended: it goes, or, where there are checkpoints, takes part in them until it is let go. */
    Task.Progress afterEnd(ChainTask task) {
        if (!checkpoints.areKept()) {
            return Task.Progress.DONE;
        }
        if (!isEndReported) {
            isEndReported = true;
            checkpoints.listener().onEnded(id);
        }
        long due = dueBarrier();
        if (due > 0) {
            passedBarrier = due;
            snapshot(due, true, task);
        }
        return isFinishRequested ? Task.Progress.DONE : Task.Progress.WAIT;
    }

    private void snapshot(long barrier, boolean isEnded, ChainTask task) {
        long startNanos = checkpoints.clockNanos().getAsLong();
        release(Long.MAX_VALUE);
        TaskSnapshot.Builder builder = new TaskSnapshot.Builder(id, barrier, isEnded);
        String root = id.operators().get(0);
        builder.facts(
                root, FACTS, Map.of(WATERMARK_MILLIS, Long.toString(task.chain().watermarkMillis())));
        task.snapshotInto(builder);
        task.chain().snapshotInto(builder, sharedNames);
        task.onSnapshot(barrier);
        long alignmentNanos = isAlignmentStarted ? Math.max(0, callNanos - alignmentStartNanos) : 0;
        isAlignmentStarted = false;
        latest = builder.build(
                new CutTimes(alignmentNanos, checkpoints.clockNanos().getAsLong() - startNanos));
        checkpoints.listener().onCut(latest);
    }

    /** A snapshot that nobody will write any more holds tables frozen. */
    private void release(long upToBarrier) {
        TaskSnapshot frozen = latest;
        if (frozen != null && frozen.checkpointId() <= upToBarrier) {
            frozen.release();
            latest = null;
        }
    }

    private void restoreKeyed(Chain chain, Restored restored) {
        Map<String, KeyedSections> byOperator = new HashMap<>();
        for (ChainNode node : chain.nodes()) {
            KeyedSections sections = node.checkpoint().sections();
            if (sections != null) {
                byOperator.put(node.step().name(), sections);
            }
        }
        if (byOperator.isEmpty()) {
            return;
        }
        try {
            restored.restoreKeyed(id, byOperator, new TablePlace(chain.files(), checkpoints.tables(), sharedNames));
        } catch (IOException | DamagedCheckpointException | IncompatibleSchemaException | RuntimeException e) {
            throw new RestoreFailedException(List.copyOf(byOperator.keySet()), restored.checkpointId(), e);
        }
    }
}

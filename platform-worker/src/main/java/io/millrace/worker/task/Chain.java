package io.millrace.worker.task;

import io.millrace.time.EventTime;
import io.millrace.worker.exchange.Control;
import io.millrace.worker.exchange.Overflow;
import io.millrace.worker.snapshot.SharedNames;
import io.millrace.worker.snapshot.TableFiles;
import io.millrace.worker.snapshot.TaskSnapshot;
import io.millrace.worker.state.TaskTables;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The operators of one task, each after the one that it reads from, and the ways out. Brings events through them: an event
 * that finds the output full pauses at its operator and goes on there in a later call, and meanwhile the task takes no
 * input.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class Chain {

    private final String name;
    private final ChainNode[] nodes;
    private final Exit[] exits;
    private final Overflow overflow;
    private final TaskTables tables;
    private final TaskMeter meter;
    private LongConsumer onCut = id -> {};
    private Event pending = Event.NONE;
    private long argument;
    private int cursor;
    private boolean hadEvent;
    private boolean isAwaiting;
    private boolean isEnded;
    private long watermarkMillis = EventTime.NO_WATERMARK;

    Chain(String name, List<ChainNode> nodes, List<Exit> exits, TaskMeter meter, TaskTables tables) {
        this.meter = meter;
        this.tables = tables;
        this.name = name;
        this.nodes = nodes.toArray(new ChainNode[0]);
        this.exits = exits.toArray(new Exit[0]);
        this.overflow = meter.overflow();
    }

    /** Names who is told when all operators have taken a barrier, before it goes on. */
    void onCut(LongConsumer listener) {
        onCut = listener;
    }

    String name() {
        return name;
    }

    List<ChainNode> nodes() {
        return List.of(nodes);
    }

    Overflow overflow() {
        return overflow;
    }

    /** What the task measures of itself. */
    TaskMeter meter() {
        return meter;
    }

    /** Watermark that has been brought through last. */
    long watermarkMillis() {
        return watermarkMillis;
    }

    /** Whether an event has paused. */
    boolean isPaused() {
        return pending != Event.NONE;
    }

    /** What a call has come to in which an event is left unfinished. */
    Task.Progress pausedProgress() {
        if (!isAwaiting) {
            return Task.Progress.WORKED;
        }
        return isWaitingForTime() ? Task.Progress.POLL : Task.Progress.WAIT;
    }

    void startCall(long nowNanos, long nowMillis, long nowMicros) {
        overflow.startCall(nowNanos, nowMicros);
        meter.startCall();
        for (ChainNode node : nodes) {
            node.startCall(nowMillis);
        }
    }

    void open() {
        for (ChainNode node : nodes) {
            node.open();
        }
    }

    /** Takes the watermark of a checkpoint; operators have theirs. The first event brings it to those who read. */
    void restore(long restoredMillis) {
        watermarkMillis = restoredMillis;
    }

    /** The task had ended before: tells those who read, and calls no operator. */
    void restoreEnded() {
        isEnded = true;
        pending = Event.END;
        finish();
        pending = Event.NONE;
    }

    /** Adds the state of all operators, and the files that it lies in. */
    void snapshotInto(TaskSnapshot.Builder snapshot, SharedNames names) {
        for (ChainNode node : nodes) {
            node.snapshotInto(snapshot);
        }
        TableFiles files = files();
        if (files != null) {
            snapshot.files(files.freezeFiles(), names);
        }
    }

    /** The files under the tables of the task, or null if they lie on the heap. */
    @Nullable
    TableFiles files() {
        return tables instanceof TableFiles files ? files : null;
    }

    /** A checkpoint has been decided. */
    void onCheckpointCompleted(long id) {
        for (ChainNode node : nodes) {
            node.onCheckpointCompleted(id);
        }
        throwFailure();
    }

    /** Closes every operator, also when one fails, and then what their state lies in; throws the first failure. */
    void close() {
        OperatorFailedException first = null;
        for (ChainNode node : nodes) {
            try {
                node.close();
            } catch (OperatorFailedException e) {
                first = first == null ? e : first;
            }
        }
        tables.close();
        if (first != null) {
            throw first;
        }
    }

    /** The call ends; what events have emitted since the last batch is a batch too. */
    void onCallEnd() {
        if (hadEvent) {
            onBatchEnd();
        }
    }

    /** The batch is used up. Lets a watermark go that an operator no longer holds. */
    void onBatchEnd() {
        hadEvent = false;
        boolean isHolding = false;
        for (ChainNode node : nodes) {
            node.onBatchEnd();
            isHolding |= node.isHolding();
        }
        throwFailure();
        if (isHolding && !isPaused() && !isEnded) {
            start(Event.WATERMARK, watermarkMillis);
        }
    }

    boolean onWatermark(long millis) {
        watermarkMillis = millis;
        return start(Event.WATERMARK, millis);
    }

    boolean onIdle() {
        return start(Event.IDLE, 0);
    }

    /** Everything before the barrier has been taken, and nothing behind it. */
    boolean onBarrier(long id) {
        return start(Event.BARRIER, id);
    }

    /** All inputs have ended. */
    boolean onEnd(boolean isComplete) {
        return start(isComplete ? Event.END : Event.STOP, 0);
    }

    /** Gives operators the time that they asked for, and lets a watermark go that one no longer holds. */
    boolean onTime(long nowMillis) {
        if (isEnded) {
            return true;
        }
        for (ChainNode node : nodes) {
            if (node.isDue(nowMillis)) {
                return start(Event.TIME, nowMillis);
            }
        }
        return true;
    }

    boolean isWaitingForTime() {
        for (ChainNode node : nodes) {
            if (node.isWaitingForTime()) {
                return true;
            }
        }
        return false;
    }

    /** Goes on with the event that has paused; true if it is through. */
    boolean resume() {
        hadEvent = true;
        int first = cursor;
        while (cursor < nodes.length) {
            if (!deliver(nodes[cursor])) {
                isAwaiting = cursor == first && nodes[cursor].isAwaiting();
                throwFailure();
                return false;
            }
            cursor++;
        }
        throwFailure();
        finish();
        isEnded |= pending == Event.END || pending == Event.STOP;
        if (pending == Event.TIME) {
            overflow.cause().turnToLastInput();
        }
        pending = Event.NONE;
        return true;
    }

    /** Bytes that have gone to other processes; any thread. */
    long bytesOut() {
        long bytes = 0;
        for (Exit exit : exits) {
            bytes += exit.sender().bytesOut();
        }
        return bytes;
    }

    void flush(boolean hasInput) {
        for (Exit exit : exits) {
            exit.sender().flush(hasInput);
        }
    }

    boolean isFlushed() {
        for (Exit exit : exits) {
            if (!exit.sender().isFlushed()) {
                return false;
            }
        }
        return true;
    }

    /** Throws what user code threw, should other user code have caught it on the way. */
    void throwFailure() {
        for (ChainNode node : nodes) {
            OperatorFailedException failure = node.failure();
            if (failure != null) {
                throw failure;
            }
        }
        for (Exit exit : exits) {
            OperatorFailedException failure = exit.sender().failure();
            if (failure != null) {
                throw failure;
            }
        }
    }

    void publish() {
        for (ChainNode node : nodes) {
            node.counters().publish();
        }
        for (Exit exit : exits) {
            OperatorCounters ofReader = exit.sender().readerCounters();
            if (ofReader != null) {
                ofReader.publish();
            }
        }
    }

    List<OperatorCounters.Snapshot> snapshot() {
        List<OperatorCounters.Snapshot> snapshots = new ArrayList<>();
        for (ChainNode node : nodes) {
            snapshots.add(node.counters().snapshot());
        }
        for (Exit exit : exits) {
            OperatorCounters ofReader = exit.sender().readerCounters();
            if (ofReader != null) {
                snapshots.add(ofReader.snapshot());
            }
        }
        return snapshots;
    }

    private boolean start(Event event, long eventArgument) {
        pending = event;
        hadEvent = true;
        argument = eventArgument;
        cursor = 0;
        return resume();
    }

    private boolean deliver(ChainNode node) {
        return switch (pending) {
            case WATERMARK -> node.onWatermark(argument);
            case IDLE -> node.flush();
            case BARRIER -> cut(node);
            case TIME -> node.onTime(argument) && node.onWatermark(watermarkMillis);
            case END -> node.onWatermark(EventTime.END) && node.onEnd();
            case STOP, NONE -> true;
        };
    }

    /** Lets an operator give up what it holds in flight, so that a snapshot of it is complete. */
    private boolean cut(ChainNode node) {
        node.onBatchEnd();
        return !overflow.isFull() && node.onBarrier(argument);
    }

    private void finish() {
        if (pending == Event.BARRIER) {
            onCut.accept(argument);
        }
        for (Exit exit : exits) {
            switch (pending) {
                case WATERMARK, TIME -> exit.sender().watermark(exit.watermarkMillis(watermarkMillis));
                case IDLE -> exit.sender().control(Control.IDLE);
                case BARRIER -> exit.sender().barrier(argument);
                case END -> {
                    exit.sender().watermark(EventTime.END);
                    exit.sender().control(Control.END);
                }
                case STOP -> exit.sender().control(Control.END);
                case NONE -> {}
            }
        }
    }

    private enum Event {
        NONE,
        WATERMARK,
        IDLE,
        BARRIER,
        TIME,
        END,
        STOP
    }

    /**
     * A way out of the task.
     *
     * @param from the operator that sends, or null if it is the source itself
     * @param sender what deals the records
     */
    record Exit(@Nullable ChainNode from, Sender sender) {

        long watermarkMillis(long sourceMillis) {
            return from == null ? sourceMillis : from.outMillis();
        }
    }
}

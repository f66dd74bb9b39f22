package io.millrace.worker.task;

import io.millrace.time.EventTime;
import io.millrace.worker.exchange.Overflow;
import io.millrace.worker.watermark.WatermarkBoundaries;
import io.millrace.worker.watermark.WatermarkMerger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of a source enter its chain, each followed by the watermark if it crosses a boundary that somebody
 * waits for.
 *
 * <p>Records are collected first, and go through the chain some at a time: reader and chain then are two short loops,
 * which the compiler makes more of than of one long one. None is left behind when the reader returns. Readers that may
 * block have each record go on at once.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class SourceInlet {

    private final Chain chain;
    private final TaskMeter meter;
    private final Overflow overflow;
    private final Receiver first;
    private final OperatorCounters counters;
    private final WatermarkMerger merger;
    private final WatermarkBoundaries boundaries;
    private final int maxRecords;
    private final Taps.Tap tap;
    private final CallBudget budget;
    private final boolean isTimed;
    private final @Nullable Object[] values;
    private final long[] timestampsMillis;
    private final Deque<Held> held = new ArrayDeque<>();
    private int taken;
    private int collected;
    private boolean isHeldUp;
    private long nextBoundaryMillis;
    private int emitted;
    private int chosen;
    private @Nullable TapListener listener;

    SourceInlet(
            Chain chain,
            Receiver first,
            OperatorCounters counters,
            WatermarkMerger merger,
            WatermarkBoundaries boundaries,
            int maxRecords,
            Taps.Tap tap,
            CallBudget budget) {
        this.chain = chain;
        this.meter = chain.meter();
        this.overflow = chain.overflow();
        this.first = first;
        this.counters = counters;
        this.merger = merger;
        this.boundaries = boundaries;
        this.maxRecords = maxRecords;
        this.tap = tap;
        this.budget = budget;
        this.isTimed = budget.isTimed();
        this.values = new Object[isTimed ? 1 : maxRecords];
        this.timestampsMillis = new long[values.length];
        this.nextBoundaryMillis = boundaries.after(EventTime.NO_WATERMARK);
    }

    OperatorCounters counters() {
        return counters;
    }

    WatermarkMerger merger() {
        return merger;
    }

    void startCall(long nowMillis) {
        // One of as many as the last call had.
        chosen = meter.chooseOf(Math.max(1, emitted));
        emitted = 0;
        budget.startCall(nowMillis);
        listener = tap.current();
        lookForRoom();
    }

    void publish() {
        counters.watermark(Math.max(merger.merged(), chain.watermarkMillis()));
        counters.publish();
    }

    boolean hasEmitted() {
        return emitted > 0;
    }

    /** Whether readers have to stop for this call. */
    boolean isFull() {
        return emitted >= maxRecords || isHeldUp || isSpent();
    }

    /** A moment without a record is none to make an end of. */
    private boolean isSpent() {
        return isTimed && emitted > 0 && budget.isSpent();
    }

    /** Takes a record of a split, and the watermark of the split after it. */
    void accept(int split, Object value, long timestampMillis, long watermarkMillis) {
        emitted++;
        if (isHeldUp || collected == values.length) {
            acceptBeyond(split, value, timestampMillis, watermarkMillis);
            return;
        }
        values[collected] = value;
        timestampsMillis[collected] = timestampMillis;
        collected++;
        if (isTimed || watermarkMillis >= nextBoundaryMillis || merger.isIdle(split)) {
            pass(split, watermarkMillis);
        }
    }

    /** Takes a record of a reader that goes on though it was told that this is full. */
    private void acceptBeyond(int split, Object value, long timestampMillis, long watermarkMillis) {
        flush();
        held.add(new Held(split, value, timestampMillis, watermarkMillis));
        isHeldUp = true;
    }

    /** Takes the watermark of a split; counts as something that the split has said. */
    void onWatermark(int split, long watermarkMillis) {
        flush();
        emitted++;
        if (isHeldUp) {
            held.add(new Held(split, null, 0, watermarkMillis));
        } else {
            pass(split, watermarkMillis);
        }
    }

    /** Puts what was collected through the chain; false if there is no room for all of it. */
    boolean flush() {
        if (taken == collected) {
            return true;
        }
        int from = taken;
        // If one of them fails, the task does, and none of them may come twice before it has.
        taken = collected;
        taken = putAll(from, collected);
        if (taken < collected) {
            isHeldUp = true;
            return false;
        }
        Arrays.fill(values, 0, collected, null);
        taken = 0;
        collected = 0;
        lookForRoom();
        return true;
    }

    /** A split has ended; its end does not overtake its records. */
    void onEnd(int split) {
        if (flush() && held.isEmpty()) {
            end(split);
        } else {
            held.add(new Held(split, null, 0, EventTime.END));
        }
    }

    /** A split goes on where it was. */
    void restore(int split, long watermarkMillis, boolean isEnded) {
        if (isEnded) {
            end(split);
        } else {
            merger.onWatermark(split, watermarkMillis);
        }
    }

    /** Goes on with what had to wait; false if it still has to. */
    boolean catchUp() {
        if (chain.isPaused() && !chain.resume()) {
            return false;
        }
        if (!flush() || !passWatermark()) {
            return false;
        }
        while (!held.isEmpty()) {
            if (overflow.isFull()) {
                return false;
            }
            goOnWith(held.remove());
            if (chain.isPaused()) {
                return false;
            }
        }
        return passWatermark();
    }

    private void goOnWith(Held next) {
        Object value = next.value();
        if (value != null) {
            put(value, next.timestampMillis());
        }
        if (next.watermarkMillis() == EventTime.END) {
            end(next.split());
        } else if (next.watermarkMillis() >= nextBoundaryMillis || merger.isIdle(next.split())) {
            merger.onWatermark(next.split(), next.watermarkMillis());
            passWatermark();
        }
    }

    private void end(int split) {
        merger.onWatermark(split, EventTime.END);
        merger.onEnd(split);
    }

    private void lookForRoom() {
        isHeldUp = taken < collected || !held.isEmpty() || overflow.isFull() || chain.isPaused();
    }

    /** Puts some of what was collected through the chain; yields the first that there is no room for. */
    private int putAll(int from, int to) {
        if (listener != null) {
            return putEach(from, to);
        }
        int timed = chosen - (emitted - to);
        if (timed < from || timed >= to) {
            return putTogether(from, to);
        }
        chosen = -1;
        int next = putTogether(from, timed);
        if (next == timed && !overflow.isFull()) {
            long startNanos = meter.nowNanos();
            putTogether(timed, timed + 1);
            meter.processed(meter.nowNanos() - startNanos);
            next = putTogether(timed + 1, to);
        }
        return next;
    }

    private int putTogether(int from, int to) {
        int next = first.acceptAll(values, timestampsMillis, from, to, overflow);
        counters.out(next - from);
        return next;
    }

    /** As {@link #putAll}, where somebody listens. */
    private int putEach(int from, int to) {
        int next = from;
        while (next < to && !overflow.isFull()) {
            Object value = values[next];
            if (value != null) {
                put(value, timestampsMillis[next]);
            }
            next++;
        }
        return next;
    }

    private void put(Object value, long timestampMillis) {
        counters.out();
        if (listener != null) {
            listener.onRecord(value, timestampMillis);
        }
        first.accept(value, timestampMillis);
    }

    /** Takes the watermark of a split behind what was collected of it. */
    private void pass(int split, long watermarkMillis) {
        if (merger.onWatermark(split, watermarkMillis) < nextBoundaryMillis && !isTimed) {
            return;
        }
        if (flush()) {
            passWatermark();
            lookForRoom();
        }
    }

    /** Sends the merged watermark on if it has crossed a boundary; false if it has paused on the way. */
    private boolean passWatermark() {
        long merged = merger.merged();
        if (merged < nextBoundaryMillis || merged <= chain.watermarkMillis()) {
            return true;
        }
        nextBoundaryMillis = boundaries.after(merged);
        return chain.onWatermark(merged);
    }

    /** A record that has to wait, and the watermark of its split behind it; or, without a value, a watermark alone. */
    private record Held(int split, @Nullable Object value, long timestampMillis, long watermarkMillis) {}
}

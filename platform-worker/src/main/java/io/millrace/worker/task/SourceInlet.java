package io.millrace.worker.task;

import io.millrace.time.EventTime;
import io.millrace.worker.watermark.WatermarkBoundaries;
import io.millrace.worker.watermark.WatermarkMerger;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of a source enter its chain, each followed by the watermark if it crosses a boundary that somebody
 * waits for.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class SourceInlet {

    private final Chain chain;
    private final TaskMeter meter;
    private final Receiver first;
    private final OperatorCounters counters;
    private final WatermarkMerger merger;
    private final WatermarkBoundaries boundaries;
    private final int maxRecords;
    private final Taps.Tap tap;
    private final CallBudget budget;
    private final Deque<Held> held = new ArrayDeque<>();
    private long nextBoundaryMillis;
    private int emitted;
    private int timed;
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
        this.first = first;
        this.counters = counters;
        this.merger = merger;
        this.boundaries = boundaries;
        this.maxRecords = maxRecords;
        this.tap = tap;
        this.budget = budget;
        this.nextBoundaryMillis = boundaries.after(EventTime.NO_WATERMARK);
    }

    OperatorCounters counters() {
        return counters;
    }

    WatermarkMerger merger() {
        return merger;
    }

    void startCall(long nowMillis) {
        // One of as many as the last call had; the first has the number 1.
        timed = 1 + meter.chooseOf(Math.max(1, emitted));
        emitted = 0;
        budget.startCall(nowMillis);
        listener = tap.current();
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
        return emitted >= maxRecords || chain.overflow().isFull() || chain.isPaused() || isSpent();
    }

    /** A moment without a record is none to make an end of. */
    private boolean isSpent() {
        return emitted > 0 && budget.isSpent();
    }

    /** Takes a record of a split, and the watermark of the split after it. */
    void accept(int split, Object value, long timestampMillis, long watermarkMillis) {
        emitted++;
        if (chain.isPaused() || !held.isEmpty()) {
            held.add(new Held(split, value, timestampMillis, watermarkMillis));
            return;
        }
        boolean isTimed = emitted == timed;
        long startNanos = isTimed ? meter.nowNanos() : 0;
        put(split, value, timestampMillis, watermarkMillis);
        if (isTimed) {
            meter.processed(meter.nowNanos() - startNanos);
        }
    }

    /** Takes the watermark of a split that is not held up by records; counts as something that the split has said. */
    void onWatermark(int split, long watermarkMillis) {
        emitted++;
        merger.onWatermark(split, watermarkMillis);
        passWatermark();
    }

    /** A split has ended; its end does not overtake its records. */
    void onEnd(int split) {
        if (held.isEmpty()) {
            merger.onWatermark(split, EventTime.END);
            merger.onEnd(split);
        } else {
            held.add(new Held(split, null, 0, EventTime.END));
        }
    }

    /** A split goes on where it was. */
    void restore(int split, long watermarkMillis, boolean isEnded) {
        if (isEnded) {
            merger.onWatermark(split, EventTime.END);
            merger.onEnd(split);
        } else {
            merger.onWatermark(split, watermarkMillis);
        }
    }

    /** Goes on with what had to wait; false if it still has to. */
    boolean catchUp() {
        if (chain.isPaused() && !chain.resume()) {
            return false;
        }
        while (!held.isEmpty()) {
            if (chain.overflow().isFull()) {
                return false;
            }
            Held next = held.remove();
            Object value = next.value();
            if (value == null) {
                merger.onWatermark(next.split(), EventTime.END);
                merger.onEnd(next.split());
            } else {
                put(next.split(), value, next.timestampMillis(), next.watermarkMillis());
            }
            if (chain.isPaused()) {
                return false;
            }
        }
        return passWatermark();
    }

    private void put(int split, Object value, long timestampMillis, long watermarkMillis) {
        counters.out();
        if (listener != null) {
            listener.onRecord(value, timestampMillis);
        }
        first.accept(value, timestampMillis);
        if (watermarkMillis >= nextBoundaryMillis || merger.isIdle(split)) {
            merger.onWatermark(split, watermarkMillis);
            passWatermark();
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

    /** A record that has to wait, or, without a value, the end of a split. */
    private record Held(int split, @Nullable Object value, long timestampMillis, long watermarkMillis) {}
}

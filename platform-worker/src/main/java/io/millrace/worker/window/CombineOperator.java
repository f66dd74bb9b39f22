package io.millrace.worker.window;

import io.millrace.aggregate.Aggregate;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.time.EventTime;
import io.millrace.window.WindowSpec;
import io.millrace.worker.operator.Unopened;
import io.millrace.worker.state.HeapTables;
import io.millrace.worker.state.KeyTable;
import org.jspecify.annotations.Nullable;

/**
 * First of two stages: combines the records of a key and slice before they cross threads, and judges which records are
 * late. What it holds goes on before the watermark passes the end of its slice, before the task falls idle, and when it
 * holds too many keys. While it combines less than two records to one, it lets them through: as they are if they stay in
 * the process, and else each as a partial result of its own.
 */
final class CombineOperator implements KeyedOperator, Flushable {

    private static final int MAX_KEYS = 1 << 15;
    private static final int KEYS_PER_CALL = 4096;
    private static final int MIN_KEYS_TO_JUDGE = 256;
    private static final int MIN_RECORDS_PER_PARTIAL = 2;
    private static final int RECORDS_LET_THROUGH = 1 << 16;

    private final AlignedWindows windows;
    private final Accumulation accumulation;
    private final Slices<Partial<Object>> slices;
    private final long latenessMillis;
    private @Nullable WindowContext context;
    private @Nullable PartialOutput partials;
    private Output<Object> out = Unopened.output();
    private long watermarkMillis = EventTime.NO_WATERMARK;

    private int keys;
    private int records;
    private int letThrough;
    private boolean letsRecordsThrough;
    private int nextSlot;
    private boolean holdsOldSlices;

    CombineOperator(WindowSpec spec, Aggregate<Object, Object, Object> aggregate) {
        this.latenessMillis = spec.allowedLateness().toMillis();
        this.windows = AlignedWindows.of(spec.shape());
        this.accumulation = new Accumulation(aggregate, null);
        this.slices = new Slices<>(windows, HeapTables.source());
    }

    @Override
    public void open(OperatorContext operatorContext, Output<Object> output) {
        context = (WindowContext) operatorContext;
        partials = (PartialOutput) output;
        out = output;
        watermarkMillis = operatorContext.watermarkMillis();
    }

    @Override
    public void onRecord(Object key, int hash, Object value, long timestampMillis) throws Exception {
        KeyTable<Partial<Object>> table = slices.tableFor(timestampMillis, judgingMillis());
        if (table == null) {
            context().late(value, timestampMillis);
        } else if (letThrough > 0) {
            Object sent = letsRecordsThrough ? value : Partial.of(accumulation, value);
            letThrough--;
            partials().emitKeyed(key, hash, sent, timestampMillis);
        } else {
            add(table, key, hash, value);
            holdsOldSlices |= timestampMillis < watermarkMillis;
        }
    }

    @Override
    public void onBatchEnd() {
        if (keys >= MAX_KEYS) {
            flushAll();
        } else if (holdsOldSlices && latenessMillis > 0) {
            flushBefore(watermarkMillis, Integer.MAX_VALUE);
            holdsOldSlices = false;
        }
    }

    @Override
    public boolean onWatermark(long newWatermarkMillis) {
        if (!flushBefore(newWatermarkMillis, KEYS_PER_CALL)) {
            return false;
        }
        watermarkMillis = newWatermarkMillis;
        slices.onWatermark();
        return true;
    }

    @Override
    public boolean flush() {
        return flushBefore(EventTime.END, KEYS_PER_CALL);
    }

    /** Keeps nothing across a barrier. */
    @Override
    public boolean onBarrier(long id) {
        return flush();
    }

    private void add(KeyTable<Partial<Object>> table, Object key, int hash, Object value) throws Exception {
        int slot = table.slotFor(key, hash);
        Partial<Object> partial = table.value(slot);
        if (partial == null) {
            // Kept only with a record in it: if its first one fails, there is nothing to send.
            partial = Partial.of(accumulation, value);
            table.value(slot, partial);
            keys++;
        } else {
            partial.add(accumulation, value);
        }
        records++;
    }

    private void flushAll() {
        flushBefore(EventTime.END, Integer.MAX_VALUE);
    }

    /** Emits the slices that end at or before a time, at most so many keys, and, if keys are limited, while there is room. */
    private boolean flushBefore(long timeMillis, int maxKeys) {
        int left = maxKeys;
        long start = slices.firstStartMillis();
        while (start != EventTime.END && (timeMillis == EventTime.END || start + windows.sliceMillis() <= timeMillis)) {
            KeyTable<Partial<Object>> table = slices.tableOf(start);
            while (table != null && nextSlot < table.slots()) {
                if (table.isUsed(nextSlot)) {
                    if (left-- == 0 || (maxKeys != Integer.MAX_VALUE && out.isFull())) {
                        return false;
                    }
                    emit(table, nextSlot, start);
                }
                nextSlot++;
            }
            nextSlot = 0;
            slices.remove(start);
            start = slices.firstStartMillis();
        }
        judgeWorth();
        return true;
    }

    private void emit(KeyTable<Partial<Object>> table, int slot, long sliceStartMillis) {
        Partial<Object> partial = table.value(slot);
        if (partial != null) {
            partials().emitKeyed(table.key(slot), table.hash(slot), partial, sliceStartMillis);
        }
    }

    private void judgeWorth() {
        if (slices.size() == 0) {
            if (keys >= MIN_KEYS_TO_JUDGE && records < (long) keys * MIN_RECORDS_PER_PARTIAL) {
                letThrough = RECORDS_LET_THROUGH;
                letsRecordsThrough = partials().takesRecords();
            }
            keys = 0;
            records = 0;
        }
    }

    /** A record is late for a window when the watermark has reached the window's end and the allowed lateness. */
    private long judgingMillis() {
        return watermarkMillis < latenessMillis ? EventTime.NO_WATERMARK : watermarkMillis - latenessMillis;
    }

    private PartialOutput partials() {
        if (partials == null) {
            throw new IllegalStateException("Operator has not been opened");
        }
        return partials;
    }

    private WindowContext context() {
        if (context == null) {
            throw new IllegalStateException("Operator has not been opened");
        }
        return context;
    }
}

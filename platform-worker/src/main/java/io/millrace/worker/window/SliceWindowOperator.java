package io.millrace.worker.window;

import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.time.EventTime;
import io.millrace.window.Firing;
import io.millrace.window.Window;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import io.millrace.worker.operator.Unopened;
import io.millrace.worker.state.CellForm;
import io.millrace.worker.state.Keeping;
import io.millrace.worker.state.KeyTable;
import io.millrace.worker.state.KeyTables;
import io.millrace.worker.state.KeyedPart;
import io.millrace.worker.state.TableCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tumbling and sliding windows that fire once, when the watermark reaches their end. A record goes into one slice; a
 * window is combined from its slices when it fires, and a slice is forgotten with its last window.
 */
final class SliceWindowOperator implements KeyedOperator, Keeping {

    /** Keys that one call works on before it lets other tasks have the thread. */
    private static final int KEYS_PER_CALL = 4096;

    private final AlignedWindows windows;
    private final Accumulation accumulation;
    private final Slices<Object> slices;
    private final List<KeyedPart<?>> parts;
    private final KeyTable<Object> combined;
    private @Nullable WindowContext context;
    private Output<Object> out = Unopened.output();
    private long watermarkMillis = EventTime.NO_WATERMARK;

    private @Nullable Window firing;
    private @Nullable KeyTable<Object> firingTable;
    private long combiningStartMillis;
    private @Nullable TableCursor<Object> cursor;

    SliceWindowOperator(WindowSpec spec, Accumulation accumulation, KeyTables tables) {
        this.windows = AlignedWindows.of(spec.shape());
        this.accumulation = accumulation;
        this.slices =
                new Slices<>(windows, tables.tables(SlicesPart.NAME, accumulation::accumulatorType, CellForm.plain()));
        this.combined = tables.tables("combined", accumulation::accumulatorType, CellForm.<Object>plain())
                .take(0);
        this.parts = List.of(new SlicesPart(slices, accumulation));
    }

    @Override
    public List<KeyedPart<?>> parts() {
        return parts;
    }

    @Override
    public void open(OperatorContext operatorContext, Output<Object> output) {
        context = (WindowContext) operatorContext;
        out = output;
        watermarkMillis = operatorContext.watermarkMillis();
    }

    @Override
    public void onRecord(Object key, int hash, Object value, long timestampMillis) throws Exception {
        KeyTable<Object> table = slices.tableFor(timestampMillis, watermarkMillis);
        if (table != null) {
            accumulation.add(table, key, hash, value);
        } else if (value instanceof Partial<?> partial) {
            context().lateCombined(partial.records());
        } else {
            context().late(value, timestampMillis);
        }
    }

    @Override
    public boolean onWatermark(long newWatermarkMillis) throws Exception {
        int budget = KEYS_PER_CALL;
        while (firing != null || startNextWindow(newWatermarkMillis)) {
            if (firingTable == null) {
                budget = combineSlices(budget);
            }
            if (firingTable != null) {
                budget = emitResults(firingTable, budget);
            }
            if (firing != null) {
                return false;
            }
        }
        watermarkMillis = newWatermarkMillis;
        slices.onWatermark();
        return true;
    }

    private boolean startNextWindow(long newWatermarkMillis) {
        long firstStart = slices.firstStartMillis();
        if (firstStart == EventTime.END) {
            return false;
        }
        long end = windows.firstEndOf(firstStart);
        if (watermarkMillis >= end) {
            end = windows.firstEndAfter(watermarkMillis);
        }
        if (newWatermarkMillis < end) {
            return false;
        }
        Window window = windows.windowEndingAt(end);
        firing = window;
        cursor = null;
        combiningStartMillis = slices.startAtOrAfter(window.startMillis());
        boolean isOneSlice = windows.sliceMillis() == windows.sizeMillis();
        firingTable = isOneSlice ? slices.tableOf(combiningStartMillis) : null;
        return true;
    }

    private int combineSlices(int budget) throws Exception {
        int left = budget;
        while (firing != null && combiningStartMillis < firing.endMillis()) {
            KeyTable<Object> slice = slices.tableOf(combiningStartMillis);
            TableCursor<Object> entries = slice == null ? null : cursorOf(slice);
            while (entries != null && !entries.isAtEnd()) {
                Object accumulator = entries.value();
                if (accumulator != null) {
                    if (left-- == 0) {
                        return 0;
                    }
                    combine(entries.key(), entries.hash(), accumulator);
                }
                entries.advance();
            }
            cursor = null;
            combiningStartMillis = slices.startAtOrAfter(combiningStartMillis + 1);
        }
        firingTable = combined;
        return left;
    }

    private void combine(Object key, int hash, Object accumulator) throws Exception {
        int slot = combined.slotFor(key, hash);
        Object sum = combined.value(slot);
        combined.value(slot, accumulation.combine(sum == null ? accumulation.create() : sum, accumulator));
    }

    /** The walk over a table that is at hand, from where it rests. */
    private TableCursor<Object> cursorOf(KeyTable<Object> table) {
        TableCursor<Object> current = cursor;
        if (current == null) {
            current = table.cursor();
            cursor = current;
        }
        return current;
    }

    private int emitResults(KeyTable<Object> table, int budget) throws Exception {
        Window window = firing;
        int left = budget;
        TableCursor<Object> entries = cursorOf(table);
        while (window != null && !entries.isAtEnd()) {
            Object accumulator = entries.value();
            if (accumulator != null) {
                if (left-- == 0 || out.isFull()) {
                    return 0;
                }
                emit(entries.key(), accumulator, window);
            }
            entries.advance();
        }
        finishWindow();
        return left;
    }

    private void emit(Object key, Object accumulator, Window window) throws Exception {
        Object value = accumulation.finish(accumulator);
        out.emit(new WindowResult<>(key, window, value, Firing.ON_TIME, 0), window.lastMillis());
    }

    private void finishWindow() {
        Window window = firing;
        if (window != null) {
            watermarkMillis = Math.max(watermarkMillis, window.endMillis());
            long firstStart = slices.firstStartMillis();
            while (firstStart < window.startMillis() + windows.slideMillis()) {
                slices.remove(firstStart);
                firstStart = slices.firstStartMillis();
            }
        }
        combined.clear();
        cursor = null;
        firing = null;
        firingTable = null;
    }

    private WindowContext context() {
        if (context == null) {
            throw new IllegalStateException("Operator has not been opened");
        }
        return context;
    }
}

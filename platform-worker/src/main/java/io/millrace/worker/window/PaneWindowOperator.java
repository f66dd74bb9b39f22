package io.millrace.worker.window;

import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.time.EventTime;
import io.millrace.window.Firing;
import io.millrace.window.WindowSpec;
import io.millrace.worker.operator.Unopened;
import io.millrace.worker.state.Keeping;
import io.millrace.worker.state.KeyTable;
import io.millrace.worker.state.KeyTables;
import io.millrace.worker.state.KeyedPart;
import io.millrace.worker.state.TableCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tumbling, sliding and global windows that may fire more than once, and sliding windows of aggregates that cannot be
 * combined. Each window has a table of its own, and a record goes into every window that holds it.
 */
final class PaneWindowOperator implements KeyedOperator, Keeping {

    private static final int PANES_PER_CALL = 4096;

    private final AlignedWindows windows;
    private final Accumulation accumulation;
    private final Panes panes;
    private final PaneFirings firings;
    private final List<KeyedPart<?>> parts;
    private final long latenessMillis;
    private @Nullable WindowContext context;
    private Output<Object> out = Unopened.output();
    private long watermarkMillis = EventTime.NO_WATERMARK;
    private @Nullable Long firingEnd;
    private @Nullable TableCursor<Pane> cursor;

    PaneWindowOperator(WindowSpec spec, Accumulation accumulation, KeyTables tables) {
        this.windows = AlignedWindows.of(spec.shape());
        this.accumulation = accumulation;
        this.panes = new Panes(
                windows, tables.tables(PanesPart.NAME, () -> PanesPart.typeOf(accumulation), new PaneForm(windows)));
        this.firings = new PaneFirings(spec, accumulation, panes);
        this.parts = List.of(new PanesPart(panes, firings, accumulation));
        this.latenessMillis = spec.allowedLateness().toMillis();
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
        boolean isLate = true;
        long start = windows.lastWindowStart(timestampMillis);
        while (start + windows.sizeMillis() > timestampMillis) {
            long end = windows.endOfWindow(start);
            if (!isOver(end, watermarkMillis)) {
                isLate = false;
                add(end, key, hash, value);
            }
            start -= windows.slideMillis();
        }
        if (isLate && value instanceof Partial<?> partial) {
            context().lateCombined(partial.records());
        } else if (isLate) {
            context().late(value, timestampMillis);
        }
    }

    @Override
    public void onBatchEnd() throws Exception {
        firings.onBatchEnd(watermarkMillis, out);
    }

    /** What late records have changed fires before the cut. */
    @Override
    public boolean onBarrier(long barrierId) throws Exception {
        firings.onBatchEnd(watermarkMillis, out);
        return true;
    }

    @Override
    public long wakeAtMillis() {
        return firings.wakeAtMillis();
    }

    @Override
    public boolean onTime(long nowMillis) throws Exception {
        return firings.onTime(watermarkMillis, out);
    }

    @Override
    public boolean onWatermark(long newWatermarkMillis) throws Exception {
        firings.onBatchEnd(watermarkMillis, out);
        int budget = PANES_PER_CALL;
        Long end = firingEnd != null ? firingEnd : panes.endAfter(watermarkMillis);
        while (end != null && end <= newWatermarkMillis) {
            firingEnd = end;
            budget = fireOnTime(panes.tableOf(end), budget);
            if (budget < 0) {
                return false;
            }
            firingEnd = null;
            end = panes.endAfter(end);
        }
        watermarkMillis = newWatermarkMillis;
        Long first = panes.firstEnd();
        while (first != null && isOver(first, newWatermarkMillis)) {
            panes.removeFirst();
            first = panes.firstEnd();
        }
        return true;
    }

    private void add(long endMillis, Object key, int hash, Object value) throws Exception {
        Pane pane = panes.paneFor(endMillis, key, hash);
        pane.add(accumulation, value);
        firings.onAdded(pane, watermarkMillis, context().nowMillis(), out);
    }

    /** Fires the rest of a table; yields what is left of the budget, or -1 to go on in another call. */
    private int fireOnTime(@Nullable KeyTable<Pane> table, int budget) throws Exception {
        int left = budget;
        TableCursor<Pane> entries = cursor != null || table == null ? cursor : table.cursor();
        cursor = entries;
        while (entries != null && !entries.isAtEnd()) {
            Pane pane = entries.value();
            if (pane != null) {
                if (left-- == 0 || out.isFull()) {
                    return -1;
                }
                if (pane.accumulator() != null) {
                    entries.beforeChange();
                }
                firings.fire(pane, Firing.ON_TIME, out);
            }
            entries.advance();
        }
        cursor = null;
        return left;
    }

    /** Whether a window and its allowed lateness are over; the global window is over with the stream. */
    private boolean isOver(long endMillis, long atMillis) {
        return atMillis >= endMillis && (atMillis == EventTime.END || atMillis - latenessMillis >= endMillis);
    }

    private WindowContext context() {
        if (context == null) {
            throw new IllegalStateException("Operator has not been opened");
        }
        return context;
    }
}

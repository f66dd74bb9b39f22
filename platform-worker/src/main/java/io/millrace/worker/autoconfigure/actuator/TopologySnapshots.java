package io.millrace.worker.autoconfigure.actuator;

import io.millrace.control.ApplicationControl;
import io.millrace.control.TopologyView;
import io.millrace.control.UnknownTopologyException;
import io.millrace.status.OperatorStatus;
import io.millrace.status.TopologyStateChanged;
import io.millrace.worker.autoconfigure.actuator.OperatorTotals.Counts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the meters show, taken from the topologies once for all the meters that are read together.
 *
 * <p><b>Thread.</b> Any, one at a time.
 */
final class TopologySnapshots {

    private static final long MAX_AGE_NANOS = 50_000_000;

    private final ApplicationControl control;
    private final LongSupplier nanoTime;
    private final Map<String, OperatorTotals> totals = new HashMap<>();
    private final Map<String, TopologyView> views = new HashMap<>();
    private final Map<String, Map<String, OperatorStatus>> operators = new HashMap<>();
    private boolean isTaken;
    private long takenAtNanos;

    TopologySnapshots(ApplicationControl control, LongSupplier nanoTime) {
        this.control = control;
        this.nanoTime = nanoTime;
    }

    /** All topologies now. */
    synchronized List<TopologyView> topologies() {
        refresh();
        return List.copyOf(views.values());
    }

    synchronized @Nullable TopologyView topology(String topology) {
        refresh();
        return views.get(topology);
    }

    synchronized @Nullable OperatorStatus operator(String topology, String operator) {
        refresh();
        return operators.getOrDefault(topology, Map.of()).get(operator);
    }

    /** Records over all runs. */
    synchronized Counts counts(String topology, String operator) {
        refresh();
        OperatorTotals counted = totals.get(topology);
        return counted == null ? Counts.NONE : counted.of(operator);
    }

    /** Checkpoints and restarts over all runs. */
    synchronized CheckpointCounts checkpoints(String topology) {
        refresh();
        OperatorTotals counted = totals.get(topology);
        return counted == null ? CheckpointCounts.NONE : counted.checkpoints();
    }

    /** Keeps the last figures of a run: the next may have begun before anybody reads a meter. */
    synchronized void onStateChanged(TopologyStateChanged change) {
        if (change.to().isTerminal()) {
            try {
                TopologyView now = control.topology(change.topology());
                totals(now).observeEnd(change.status(), now);
                isTaken = false;
            } catch (UnknownTopologyException e) {
                // It is one of another context, whose events come here too.
                return;
            }
        }
    }

    private void refresh() {
        long now = nanoTime.getAsLong();
        if (isTaken && now - takenAtNanos < MAX_AGE_NANOS) {
            return;
        }
        isTaken = true;
        takenAtNanos = now;
        for (TopologyView view : control.topologies()) {
            views.put(view.name(), view);
            totals(view).observe(view);
            Map<String, OperatorStatus> byName = new HashMap<>();
            view.status().operators().forEach(operator -> byName.put(operator.name(), operator));
            operators.put(view.name(), byName);
        }
    }

    private OperatorTotals totals(TopologyView view) {
        return totals.computeIfAbsent(view.name(), name -> new OperatorTotals());
    }
}

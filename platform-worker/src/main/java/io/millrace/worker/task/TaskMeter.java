package io.millrace.worker.task;

import io.millrace.topology.StepSpec;
import io.millrace.worker.exchange.Cause;
import io.millrace.worker.exchange.Overflow;
import io.millrace.worker.measure.Histogram;
import io.millrace.worker.measure.HistogramRecorder;
import io.millrace.worker.measure.TaskTimes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a task measures of itself. Nothing is done for a record: times are taken by call, ages by batch, and of the records
 * of a call at most one is timed by itself, which a source finds by one comparison.
 *
 * <p><b>Thread.</b> Owned by the task, but for what is said to be for readers.
 */
final class TaskMeter {

    private static final long MAX_PROCESSING_NANOS = 100_000_000_000L;

    /** Steps that are spread evenly, whatever they are taken modulo of. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final TaskTimes times = new TaskTimes();
    private final @Nullable LongSupplier clockNanos;
    private final Overflow overflow;
    private final Cause cause;
    private final SinkMeter[] sinks;
    private final ChainNode[] keeping;
    private final HistogramRecorder processing = new HistogramRecorder(MAX_PROCESSING_NANOS);
    private long turn;
    private boolean isSampled;
    private volatile boolean isStateAsked;
    private volatile Map<String, Long> stateEntries;

    /**
     * Begins to measure.
     *
     * @param clockNanos reads the clock that calls are told, or null if calls take no time
     */
    TaskMeter(List<ChainNode> nodes, Overflow overflow, @Nullable LongSupplier clockNanos) {
        this.clockNanos = clockNanos;
        this.overflow = overflow;
        this.cause = overflow.cause();
        this.sinks = nodes.stream()
                .filter(node -> node.step().spec() instanceof StepSpec.WriteSink)
                .map(node -> new SinkMeter(node.step().name(), node.counters()))
                .toArray(SinkMeter[]::new);
        this.keeping = nodes.stream().filter(ChainNode::keepsState).toArray(ChainNode[]::new);
        this.stateEntries = entries(false);
        if (sinks.length > 0) {
            cause.beforeTurn(this::noteAges);
        }
    }

    Overflow overflow() {
        return overflow;
    }

    TaskTimes times() {
        return times;
    }

    /** A call begins. */
    void startCall() {
        isSampled = clockNanos == null;
        if (isStateAsked) {
            isStateAsked = false;
            stateEntries = entries(true);
        }
    }

    /** Chooses one of the next so many records to be timed; -1 if none is to be. At most one in a call. */
    int chooseOf(int records) {
        if (isSampled || records <= 0) {
            return -1;
        }
        isSampled = true;
        turn += GOLDEN;
        return (int) (((turn >>> Integer.SIZE) * records) >>> Integer.SIZE);
    }

    /** The clock, before and after a record that is timed. */
    long nowNanos() {
        return clockNanos == null ? overflow.nowNanos() : clockNanos.getAsLong();
    }

    /** A record has been processed. */
    void processed(long nanos) {
        processing.record(nanos, 1);
    }

    /** Notes how old that is which sinks have taken since the last time; before another cause is at hand. */
    void noteAges() {
        for (SinkMeter sink : sinks) {
            if (sink.isBehind()) {
                noteAges(ageMicros());
                return;
            }
        }
    }

    private void noteAges(long ageMicros) {
        for (SinkMeter sink : sinks) {
            sink.note(ageMicros);
        }
    }

    /** The clock of another machine may be ahead of ours. */
    private long ageMicros() {
        long inCallNanos = nowNanos() - overflow.nowNanos();
        return Math.max(0, cause.callMicros() - cause.atHandMicros() + inCallNanos / 1000);
    }

    /** Entries of keyed state by operator, as of a call not long ago, and asks for newer ones; for readers. */
    Map<String, Long> stateEntries() {
        if (keeping.length > 0) {
            isStateAsked = true;
        }
        return stateEntries;
    }

    /** What has been recorded since the last time; for one reader. */
    TaskHistograms takeHistograms() {
        Map<String, Histogram> ages = new LinkedHashMap<>();
        for (SinkMeter sink : sinks) {
            ages.put(sink.operator(), sink.take());
        }
        return new TaskHistograms(processing.take(), ages);
    }

    private Map<String, Long> entries(boolean areKnown) {
        Map<String, Long> entries = new HashMap<>();
        for (ChainNode node : keeping) {
            entries.put(node.step().name(), areKnown ? node.stateEntries() : -1L);
        }
        return Map.copyOf(entries);
    }
}

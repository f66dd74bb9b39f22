package io.millrace.worker.autoconfigure.actuator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.millrace.control.TopologyView;
import io.millrace.status.CheckpointSummary;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Meters of the checkpoints and restarts of one topology in one registry. */
final class CheckpointMeters {

    private static final double NANOS = 1e9;

    private final MeterRegistry registry;
    private final TopologySnapshots snapshots;
    private final String topology;
    private final Consumer<Meter> kept;

    /**
     * Makes meters that are not bound.
     *
     * @param kept is given each meter, to remove it in the end
     */
    CheckpointMeters(MeterRegistry registry, TopologySnapshots snapshots, String topology, Consumer<Meter> kept) {
        this.registry = registry;
        this.snapshots = snapshots;
        this.topology = topology;
        this.kept = kept;
    }

    void bind(LongSupplier clockMillis) {
        counter("millrace.checkpoint.completed", "Checkpoints that were decided", CheckpointCounts::completed);
        counter("millrace.checkpoint.failed", "Checkpoints that came to nothing", CheckpointCounts::failed);
        counter(
                "millrace.topology.restarts",
                "Restarts of a part of the topology after a failure",
                CheckpointCounts::restarts);
        time("millrace.checkpoint.duration", "Time that the last checkpoint took", CheckpointSummary::duration);
        time(
                "millrace.checkpoint.alignment",
                "Longest time that inputs waited for each other at the last checkpoint",
                CheckpointSummary::alignment);
        time(
                "millrace.checkpoint.freeze",
                "Longest time that a task stood still at the last checkpoint",
                CheckpointSummary::freeze);
        time("millrace.checkpoint.write", "Time that writing the last checkpoint took", CheckpointSummary::write);
        timeGauge(
                "millrace.checkpoint.age",
                "Time since the last checkpoint was decided",
                last -> Math.max(0, clockMillis.getAsLong() - last.completedAtMillis()) / 1000.0);
        size("millrace.checkpoint.size", "Size of the last checkpoint", CheckpointSummary::bytes);
        size(
                "millrace.checkpoint.added",
                "Bytes that were written for the last checkpoint",
                CheckpointSummary::addedBytes);
    }

    private void size(String name, String description, ToDoubleFunction<CheckpointSummary> bytes) {
        kept.accept(Gauge.builder(name, snapshots, all -> last(all, bytes))
                .description(description)
                .baseUnit("bytes")
                .tags("topology", topology)
                .register(registry));
    }

    private void counter(String name, String description, ToLongFunction<CheckpointCounts> count) {
        kept.accept(FunctionCounter.builder(name, snapshots, all -> count.applyAsLong(all.checkpoints(topology)))
                .description(description)
                .tags("topology", topology)
                .register(registry));
    }

    private void time(String name, String description, Function<CheckpointSummary, Duration> time) {
        timeGauge(name, description, last -> time.apply(last).toNanos() / NANOS);
    }

    private void timeGauge(String name, String description, ToDoubleFunction<CheckpointSummary> seconds) {
        kept.accept(TimeGauge.builder(name, snapshots, TimeUnit.SECONDS, all -> last(all, seconds))
                .description(description)
                .tags("topology", topology)
                .register(registry));
    }

    /** NaN while there is no checkpoint. */
    private double last(TopologySnapshots all, ToDoubleFunction<CheckpointSummary> figure) {
        TopologyView view = all.topology(topology);
        CheckpointSummary last =
                view == null ? null : view.status().checkpoints().last();
        return last == null ? Double.NaN : figure.applyAsDouble(last);
    }
}

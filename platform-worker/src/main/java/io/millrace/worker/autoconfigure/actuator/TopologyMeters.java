package io.millrace.worker.autoconfigure.actuator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.millrace.control.TopologyView;
import io.millrace.status.CheckpointSummary;
import io.millrace.status.OperatorStatus;
import io.millrace.status.TopologyHealth;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.worker.autoconfigure.actuator.OperatorTotals.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;

/**
 * Meters of all topologies and operators. They go with the context, also from a registry that outlives it.
 *
 * <p><b>Thread.</b> Meters are read by any; binding and destruction exclude each other.
 */
final class TopologyMeters implements MeterBinder, DisposableBean {

    private final TopologySnapshots snapshots;
    private final LongSupplier clockMillis;
    private final List<Runnable> removals = new ArrayList<>();

    TopologyMeters(TopologySnapshots snapshots, LongSupplier clockMillis) {
        this.snapshots = snapshots;
        this.clockMillis = clockMillis;
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        for (TopologyView view : snapshots.topologies()) {
            bindTopology(registry, view.name());
            new CheckpointMeters(registry, snapshots, view.name(), meter -> keep(registry, meter)).bind(clockMillis);
            view.description().steps().forEach(step -> bindOperator(registry, view.name(), step.name()));
        }
    }

    /** Called by the thread that publishes the event. */
    @EventListener
    void onStateChanged(TopologyStateChanged change) {
        snapshots.onStateChanged(change);
    }

    @Override
    public synchronized void destroy() {
        removals.forEach(Runnable::run);
        removals.clear();
    }

    private void bindTopology(MeterRegistry registry, String topology) {
        for (TopologyState state : TopologyState.values()) {
            keep(
                    registry,
                    Gauge.builder("millrace.topology.state", snapshots, all -> {
                                TopologyView view = all.topology(topology);
                                return view != null && view.status().state() == state ? 1 : 0;
                            })
                            .description("1 for the state that the topology is in, 0 for the others")
                            .tags("topology", topology, "state", word(state))
                            .register(registry));
        }
        for (TopologyHealth health : TopologyHealth.values()) {
            keep(
                    registry,
                    Gauge.builder("millrace.topology.health", snapshots, all -> {
                                TopologyView view = all.topology(topology);
                                return view != null && view.health() == health ? 1 : 0;
                            })
                            .description("1 for the health of the topology, 0 for the others")
                            .tags("topology", topology, "health", word(health))
                            .register(registry));
        }
    }

    private void bindOperator(MeterRegistry registry, String topology, String operator) {
        Operator of = new Operator(registry, topology, operator);
        of.counter("in", "Records taken", Counts::in);
        of.counter("out", "Records given to the main output", Counts::out);
        of.counter("skipped", "Records left out because the code threw for them", Counts::skipped);
        of.counter("dead.lettered", "Records that became dead letters because the code threw", Counts::deadLettered);
        of.counter("retried", "Calls of the code for records for which it had thrown before", Counts::retried);
        of.counter("late", "Records that came too late for all their windows", Counts::late);
        keep(
                registry,
                Gauge.builder("millrace.operator.overflow.max", snapshots, all -> {
                            OperatorStatus status = all.operator(topology, operator);
                            return status == null ? 0 : status.maxOverflow();
                        })
                        .description("Most records that ever waited in a task because its output was full")
                        .baseUnit("records")
                        .tags(of.tags())
                        .register(registry));
        keep(
                registry,
                Gauge.builder("millrace.operator.state.size", snapshots, all -> stateBytes(all, topology, operator))
                        .description("Size of the keyed state in the last checkpoint")
                        .baseUnit("bytes")
                        .tags(of.tags())
                        .register(registry));
        of.timeGauge("millrace.operator.watermark", "Lowest watermark over the tasks, as time since 1970", w -> w);
        of.timeGauge(
                "millrace.operator.watermark.lag",
                "How far the watermark is behind the clock of the process",
                w -> clockMillis.getAsLong() - w);
    }

    /** NaN while there is no checkpoint. */
    private static double stateBytes(TopologySnapshots all, String topology, String operator) {
        TopologyView view = all.topology(topology);
        CheckpointSummary last =
                view == null ? null : view.status().checkpoints().last();
        return last == null ? Double.NaN : last.stateBytes().getOrDefault(operator, 0L);
    }

    private void keep(MeterRegistry registry, Meter meter) {
        removals.add(() -> registry.remove(meter));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** One step in one registry. */
    private final class Operator {

        private final MeterRegistry registry;
        private final String topology;
        private final String operator;

        Operator(MeterRegistry registry, String topology, String operator) {
            this.registry = registry;
            this.topology = topology;
            this.operator = operator;
        }

        Tags tags() {
            return Tags.of("topology", topology, "operator", operator);
        }

        void counter(String name, String description, ToLongFunction<Counts> count) {
            keep(
                    registry,
                    FunctionCounter.builder(
                                    "millrace.operator.records." + name,
                                    snapshots,
                                    all -> count.applyAsLong(all.counts(topology, operator)))
                            .description(description)
                            .baseUnit("records")
                            .tags(tags())
                            .register(registry));
        }

        /** NaN while there is no watermark, and when the input has ended. */
        void timeGauge(String name, String description, LongUnaryOperator millisOf) {
            keep(
                    registry,
                    TimeGauge.builder(name, snapshots, TimeUnit.MILLISECONDS, all -> {
                                OperatorStatus status = all.operator(topology, operator);
                                return status == null || !Watermarks.isMoment(status.watermarkMillis())
                                        ? Double.NaN
                                        : millisOf.applyAsLong(status.watermarkMillis());
                            })
                            .description(description)
                            .tags(tags())
                            .register(registry));
        }
    }
}

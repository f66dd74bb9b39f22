package io.millrace.worker.autoconfigure.properties;

import io.millrace.control.NearestNames;
import io.millrace.topology.Checkpointing;
import io.millrace.topology.InvalidTopologyException;
import io.millrace.topology.Partitioning;
import io.millrace.topology.Retry;
import io.millrace.topology.Step;
import io.millrace.topology.StepSpec;
import io.millrace.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * What the properties change in the topologies of an application: {@code millrace.topologies.<topology>.*}, which wins over
 * the code, and {@code millrace.topologies.<topology>.operators.<operator>.*}, which wins over that. Names are compared
 * without case, dashes and underscores.
 *
 * <p><b>Thread.</b> Any.
 */
public final class TopologyOverrides {

    private static final Logger log = LoggerFactory.getLogger(TopologyOverrides.class);

    private final MillraceProperties properties;
    private final PropertyOrigins origins;

    TopologyOverrides(MillraceProperties properties, Environment environment) {
        this.properties = properties;
        this.origins = new PropertyOrigins(environment);
    }

    /** Whether a topology starts with the application context. */
    public boolean isAutostart(String topology) {
        for (Map.Entry<String, TopologyProperties> entry :
                properties.topologies().entrySet()) {
            Boolean autostart = entry.getValue().autostart();
            if (autostart != null && isSame(entry.getKey(), topology)) {
                return properties.autostart() && autostart;
            }
        }
        return properties.autostart();
    }

    /** What a topology goes on from. */
    public RestoreProperties restore(String topology) {
        return properties.topologies().entrySet().stream()
                .filter(entry -> isSame(entry.getKey(), topology))
                .map(entry -> entry.getValue().restore())
                .findFirst()
                .orElse(RestoreProperties.NONE);
    }

    /**
     * The topologies with the changes in them, in the same order. A context without topologies has nothing to change, and
     * nothing to complain about.
     *
     * @throws RuntimeException naming every property that is for a topology or step that there is not, or that has a value
     *     that it cannot have, with a failure analysis of its own
     */
    public List<Topology> applyTo(List<Topology> topologies) {
        if (topologies.isEmpty()) {
            return topologies;
        }
        List<PropertyFault> faults = new ArrayList<>();
        Map<String, Topology> changed = new HashMap<>();
        properties.topologies().forEach((key, given) -> {
            Topology topology = byName(key, topologies);
            if (topology == null) {
                List<String> names = topologies.stream().map(Topology::name).toList();
                report(key, given.given().keySet(), "there is no such topology", key, names, faults);
            } else {
                Topology before = changed.getOrDefault(topology.name(), topology);
                changed.put(topology.name(), apply(key, given, before, faults));
            }
        });
        if (!faults.isEmpty()) {
            throw new PropertyFaultsException(faults);
        }
        return topologies.stream()
                .map(topology -> changed.getOrDefault(topology.name(), topology))
                .toList();
    }

    private Topology apply(String key, TopologyProperties given, Topology topology, List<PropertyFault> faults) {
        Long savepoint = given.restore().savepoint();
        if (savepoint != null && savepoint < 1) {
            faults.add(fault(
                    key + ".restore.savepoint",
                    savepoint,
                    "is no number of a savepoint; use 1 or more, or leave it out to go on from the last checkpoint"));
        }
        return checkpointed(key, given, applyToSteps(key, given, topology, faults), faults);
    }

    private Topology checkpointed(String key, TopologyProperties given, Topology topology, List<PropertyFault> faults) {
        Duration interval = given.checkpointInterval();
        if (interval != null
                && (interval.compareTo(Checkpointing.MIN_INTERVAL) < 0
                        || interval.compareTo(Checkpointing.MAX_INTERVAL) > 0)) {
            faults.add(fault(
                    key + ".checkpoint-interval",
                    interval,
                    "is out of range; use 10ms to 1d, or " + MillraceProperties.PREFIX + ".topologies." + key
                            + ".guarantee=at-most-once for no checkpoints"));
            return topology;
        }
        Checkpointing before = topology.checkpointing();
        Checkpointing after = new Checkpointing(
                given.guarantee() == null ? before.guarantee() : given.guarantee(),
                interval == null ? before.interval() : interval);
        return after.equals(before) ? topology : topology.withCheckpointing(after);
    }

    private Topology applyToSteps(String key, TopologyProperties given, Topology topology, List<PropertyFault> faults) {
        int faultsBefore = faults.size();
        checkSteps(key, given, topology, faults);
        if (faults.size() > faultsBefore) {
            return topology;
        }
        List<Step> steps = topology.steps().stream()
                .map(step -> withOwn(withDefault(step, given.parallelism()), given))
                .toList();
        if (steps.equals(topology.steps())) {
            return topology;
        }
        try {
            return topology.withSteps(steps);
        } catch (InvalidTopologyException e) {
            for (Map.Entry<String, Object> entry : given.given().entrySet()) {
                faults.add(fault(key + entry.getKey(), entry.getValue(), "makes the topology invalid: " + e.faults()));
            }
            return topology;
        }
    }

    private void checkSteps(String key, TopologyProperties given, Topology topology, List<PropertyFault> faults) {
        checkParallelism(key + ".parallelism", given.parallelism(), topology, faults);
        given.operators().forEach((operator, own) -> {
            String prefix = key + ".operators." + operator;
            Step step = topology.steps().stream()
                    .filter(each -> isSame(each.name(), operator))
                    .findFirst()
                    .orElse(null);
            if (step == null) {
                List<String> names = topology.steps().stream().map(Step::name).toList();
                String reason = "topology '" + topology.name() + "' has no such step";
                report(prefix, own.given().keySet(), reason, operator, names, faults);
                return;
            }
            checkParallelism(prefix + ".parallelism", own.parallelism(), topology, faults);
            checkRetry(prefix, own, step, faults);
            if (Boolean.FALSE.equals(own.blocking())
                    && step.spec() instanceof StepSpec.ReadSource read
                    && read.source().isBlocking()) {
                faults.add(
                        fault(
                                prefix + ".blocking",
                                false,
                                "the source itself says that its reads block, and would hold up the tasks beside it; leave it out"));
            }
        });
    }

    private void checkRetry(String prefix, OperatorProperties own, Step step, List<PropertyFault> faults) {
        try {
            own.applyTo(step.retry());
        } catch (IllegalArgumentException e) {
            boolean isNumber = own.retries() != null && (own.retries() < 0 || own.retries() > Retry.MAX_RETRIES);
            Object value = isNumber ? own.retries() : own.backoff();
            faults.add(fault(prefix + (isNumber ? ".retries" : ".backoff"), value, String.valueOf(e.getMessage())));
        }
    }

    private void checkParallelism(
            String name, @Nullable Integer parallelism, Topology topology, List<PropertyFault> faults) {
        int max = topology.keyGroups().count();
        if (parallelism != null && (parallelism < 1 || parallelism > max)) {
            faults.add(fault(name, parallelism, "is out of range; use 1 to " + max + ", the number of key groups"));
        }
    }

    /** Where the default of the engine would count, that of the topology does: other steps follow those before them. */
    private static Step withDefault(Step step, @Nullable Integer parallelism) {
        boolean followsOthers = !step.inputs().isEmpty()
                && step.inputs().stream().allMatch(input -> input.partitioning() instanceof Partitioning.Forward);
        return parallelism == null || step.parallelism() != null || followsOthers
                ? step
                : step.withParallelism(parallelism);
    }

    private static Step withOwn(Step step, TopologyProperties given) {
        Step changed = step;
        for (Map.Entry<String, OperatorProperties> entry : given.operators().entrySet()) {
            if (isSame(entry.getKey(), step.name())) {
                OperatorProperties own = entry.getValue();
                changed = own.parallelism() == null ? changed : changed.withParallelism(own.parallelism());
                changed = own.errorPolicy() == null ? changed : changed.withErrorPolicy(own.errorPolicy());
                changed = changed.withRetry(own.applyTo(changed.retry()));
                changed = own.blocking() == null ? changed : changed.withBlocking(own.blocking());
            }
        }
        return changed;
    }

    /** What comes from a place where nobody may have had Millrace in mind is only warned about. */
    private void report(
            String prefix,
            Collection<String> rests,
            String reason,
            String wrong,
            List<String> names,
            List<PropertyFault> faults) {
        String whole = reason
                + NearestNames.of(wrong, names, 1).stream()
                        .findFirst()
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("; there are " + names);
        for (String rest : rests) {
            PropertyFault fault = fault(prefix + rest, null, whole);
            var place = origins.find(fault.property());
            if (place != null && place.isAccidental()) {
                log.warn("Property has no effect: {}", fault);
            } else {
                faults.add(fault);
            }
        }
    }

    private PropertyFault fault(String name, @Nullable Object value, String reason) {
        String property = MillraceProperties.PREFIX + ".topologies." + name;
        var place = origins.find(property);
        return new PropertyFault(property, value, place == null ? "unknown" : place.origin(), reason);
    }

    private static @Nullable Topology byName(String key, List<Topology> topologies) {
        return topologies.stream()
                .filter(topology -> isSame(topology.name(), key))
                .findFirst()
                .orElse(null);
    }

    private static boolean isSame(String name, String other) {
        return Objects.equals(Step.canonicalName(name), Step.canonicalName(other));
    }
}

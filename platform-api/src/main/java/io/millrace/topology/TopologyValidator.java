package io.millrace.topology;

import io.millrace.aggregate.CombinableAggregate;
import io.millrace.partition.KeyGroups;
import io.millrace.partition.StableHash;
import io.millrace.state.StateHandle;
import io.millrace.time.WatermarkStrategy;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with a graph of steps, and their order. */
final class TopologyValidator {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");
    private static final String NAME_RULE = "use a letter, then letters, digits, dashes and underscores, at most 100";

    private final String topology;
    private final List<Step> steps;
    private final KeyGroups keyGroups;
    private final Map<String, Step> byName = new LinkedHashMap<>();
    private final Map<String, List<String>> readers = new HashMap<>();
    private final List<TopologyFault> faults = new ArrayList<>();
    private final List<Step> stepsInOrder = new ArrayList<>();

    TopologyValidator(String topology, List<Step> steps, KeyGroups keyGroups) {
        this.topology = topology;
        this.steps = List.copyOf(steps);
        this.keyGroups = keyGroups;
    }

    List<TopologyFault> faults() {
        checkTopologyName();
        indexNames();
        indexReaders();
        sort();
        checkReachable();
        for (Step step : steps) {
            checkReaders(step);
            checkParallelism(step);
            checkInputs(step);
            checkStates(step);
            checkSpec(step);
        }
        return faults;
    }

    List<Step> stepsInOrder() {
        return List.copyOf(stepsInOrder);
    }

    private void checkTopologyName() {
        if (!NAME.matcher(topology).matches()) {
            fault(topology, "name of the topology is not valid: name='" + topology + "'; " + NAME_RULE);
        }
        if (steps.isEmpty()) {
            fault(topology, "topology has no steps; add a source and a sink");
        }
    }

    private void indexNames() {
        Map<String, String> canonical = new HashMap<>();
        for (Step step : steps) {
            if (!NAME.matcher(step.name()).matches()) {
                fault(step, "name of the step is not valid: name='" + step.name() + "'; " + NAME_RULE);
            }
            String earlier = canonical.putIfAbsent(Step.canonicalName(step.name()), step.name());
            if (earlier != null) {
                fault(
                        step,
                        "name is taken by another step: name=" + step.name() + ", other=" + earlier
                                + "; names differ in more than case, dashes and underscores: rename one of them");
            }
            byName.putIfAbsent(step.name(), step);
        }
    }

    private void indexReaders() {
        for (Step step : steps) {
            for (StepInput input : step.inputs()) {
                readers.computeIfAbsent(input.from(), name -> new ArrayList<>()).add(step.name());
                if (!byName.containsKey(input.from())) {
                    fault(
                            step,
                            "input does not exist: input=" + input.from() + "; the topology has " + byName.keySet());
                }
            }
        }
    }

    /** Kahn's algorithm; what it cannot reach lies on a cycle or behind one. */
    private void sort() {
        Map<String, Integer> waitsFor = new HashMap<>();
        Deque<Step> ready = new ArrayDeque<>();
        for (Step step : byName.values()) {
            int known = (int) step.inputs().stream()
                    .filter(input -> byName.containsKey(input.from()))
                    .count();
            waitsFor.put(step.name(), known);
            if (known == 0) {
                ready.add(step);
            }
        }
        while (!ready.isEmpty()) {
            Step step = ready.remove();
            stepsInOrder.add(step);
            for (String reader : readers.getOrDefault(step.name(), List.of())) {
                if (waitsFor.merge(reader, -1, Integer::sum) == 0) {
                    ready.add(Objects.requireNonNull(byName.get(reader)));
                }
            }
        }
        if (stepsInOrder.size() < byName.size()) {
            List<String> rest = byName.keySet().stream()
                    .filter(name ->
                            stepsInOrder.stream().noneMatch(step -> step.name().equals(name)))
                    .toList();
            fault(
                    rest.get(0),
                    "steps form a cycle, or read from one: steps=" + rest
                            + "; a topology has no cycles: remove the edge that leads back");
        }
    }

    private void checkReachable() {
        Set<String> reached = new HashSet<>();
        for (Step step : stepsInOrder) {
            boolean isSource = step.spec() instanceof StepSpec.ReadSource;
            boolean isFed = step.inputs().stream().anyMatch(input -> reached.contains(input.from()));
            if (isSource || isFed) {
                reached.add(step.name());
            }
            if (isSource && !step.inputs().isEmpty()) {
                fault(
                        step,
                        "source has an input: input=" + step.inputs().get(0).from() + "; a source reads from outside");
            } else if (!isSource && !isFed) {
                fault(
                        step,
                        "step is not reached from any source: inputs="
                                + step.inputs().stream().map(StepInput::from).toList() + "; connect it or remove it");
            }
        }
    }

    private void checkReaders(Step step) {
        boolean isSink = step.spec() instanceof StepSpec.WriteSink;
        boolean isRead = readers.containsKey(step.name());
        if (!isSink && !isRead) {
            fault(step, "nobody reads the step's output; add a sink, or remove the step");
        } else if (isSink && isRead) {
            fault(step, "sink has no output, but is read by " + readers.get(step.name()) + "; read the step before it");
        }
    }

    private void checkParallelism(Step step) {
        Integer parallelism = step.parallelism();
        if (parallelism != null && (parallelism < 1 || parallelism > keyGroups.count())) {
            fault(
                    step,
                    "parallelism is out of range: parallelism=" + parallelism + "; use 1 to " + keyGroups.count()
                            + ", the number of key groups");
        }
    }

    private void checkInputs(Step step) {
        for (StepInput input : step.inputs()) {
            Step from = byName.get(input.from());
            if (from == null) {
                continue;
            }
            if (input.partitioning() instanceof Partitioning.Keyed keyed) {
                checkKey(step, input, keyed);
            } else if (step.spec().needsKey()) {
                fault(
                        step,
                        "step keeps state for each key, but its input has no key: input=" + input.from()
                                + "; put keyBy before it");
            }
            if (input.sideOutput() == null && from.outputType() == null && isExchange(from, step, input)) {
                fault(
                        step,
                        "type of the exchange is not known: from=" + input.from() + ", to=" + step.name()
                                + "; add .typed(Type.class) or .typed(new TypeRef<…>() {}) after step " + input.from());
            }
        }
    }

    private void checkKey(Step step, StepInput input, Partitioning.Keyed keyed) {
        TypeRef<?> keyType = keyed.keyType();
        if (keyType == null) {
            fault(
                    step,
                    "type of the key is not known: input=" + input.from() + "; name it: keyBy(Key.class, function)");
            return;
        }
        String fault = StableHash.fault(keyType.type());
        if (fault != null) {
            fault(
                    step,
                    "key has no stable hash: input=" + input.from() + ", keyType=" + keyType + " (" + fault
                            + "); use a string, number, UUID, enum or a record of these as key");
        }
    }

    private static boolean isExchange(Step from, Step to, StepInput input) {
        return !(input.partitioning() instanceof Partitioning.Forward)
                || to.startsStage()
                || from.isBlocking() != to.isBlocking()
                || (to.parallelism() != null && !Objects.equals(from.parallelism(), to.parallelism()));
    }

    private void checkStates(Step step) {
        Set<String> names = new HashSet<>();
        for (StateHandle<?> state : step.spec().states()) {
            if (!names.add(Step.canonicalName(state.name()))) {
                fault(
                        step,
                        "state is declared twice: state=" + state.name() + "; give each state of a step its own name");
            }
        }
    }

    private void checkSpec(Step step) {
        if (step.spec() instanceof StepSpec.WindowAggregate window) {
            window.window().faults().forEach(fault -> fault(step, fault));
            if (window.window().shape() instanceof WindowSpec.Session
                    && !(window.aggregate() instanceof CombinableAggregate)) {
                fault(
                        step,
                        "sessions merge, but the aggregate cannot be combined: aggregate="
                                + window.aggregate().getClass().getName() + "; implement CombinableAggregate");
            }
        } else if (step.spec() instanceof StepSpec.ReadSource read) {
            checkWatermarks(step, read.watermarks());
        }
    }

    private void checkWatermarks(Step step, WatermarkStrategy<?> watermarks) {
        Duration bound = watermarks.bound();
        if (bound != null && bound.isNegative()) {
            fault(step, "bound of the disorder is negative: bound=" + bound + "; use zero or more");
        }
        Duration idleAfter = watermarks.idleAfter();
        if (idleAfter != null && idleAfter.compareTo(Duration.ofMillis(1)) < 0) {
            fault(step, "idleness comes at once: idleAfter=" + idleAfter + "; use at least 1 ms");
        }
    }

    private void fault(Step step, String message) {
        fault(step.name(), message);
    }

    private void fault(@Nullable String step, String message) {
        faults.add(new TopologyFault(step == null ? topology : step, message));
    }
}

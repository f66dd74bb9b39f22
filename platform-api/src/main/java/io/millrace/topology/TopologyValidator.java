package io.millrace.topology;

import io.millrace.partition.KeyGroups;
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

/** Finds everything that is wrong with a graph of steps, and the order of its steps. */
final class TopologyValidator {

    private final String topology;
    private final List<Step> steps;
    private final KeyGroups keyGroups;
    private final Map<String, Step> byName = new LinkedHashMap<>();
    private final Map<String, List<String>> readers = new HashMap<>();
    private final Map<String, Set<String>> sideOutputsRead = new HashMap<>();
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
        new FormerNames(steps).faults().forEach(faults::add);
        indexReaders();
        sort();
        checkReachable();
        for (Step step : steps) {
            checkReaders(step);
            new InputValidator(step, byName).faults().forEach(fault -> fault(step, fault));
            new StepValidator(step, keyGroups).faults().forEach(fault -> fault(step, fault));
        }
        return faults;
    }

    List<Step> stepsInOrder() {
        return List.copyOf(stepsInOrder);
    }

    private void checkTopologyName() {
        if (!Names.isValid(topology)) {
            fault(topology, Names.fault("topology", topology));
        }
        if (steps.isEmpty()) {
            fault(topology, "topology has no steps; add a source and a sink");
        }
    }

    private void indexNames() {
        Map<String, String> canonical = new HashMap<>();
        for (Step step : steps) {
            if (!Names.isValid(step.name())) {
                fault(step, Names.fault("step", step.name()));
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
                if (input.sideOutput() != null) {
                    sideOutputsRead
                            .computeIfAbsent(input.from(), name -> new HashSet<>())
                            .add(input.sideOutput());
                }
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
            boolean isSource = step.spec().isSource();
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
        boolean isSink = step.spec().isSink();
        List<String> outputReaders = readersOfOutput(step);
        boolean isRead = isSink ? !outputReaders.isEmpty() : readers.containsKey(step.name());
        if (!isSink && !isRead) {
            fault(step, "nobody reads the step's output; add a sink, or remove the step");
        } else if (isSink && isRead) {
            fault(step, "sink has no output, but is read by " + outputReaders + "; read the step before it");
        }
        if (step.spec() instanceof StepSpec.WindowAggregate window && window.lateRecords() != null) {
            checkLateRecords(step, window.lateRecords().name());
        }
    }

    /** Those who read anything but its dead letters, which a sink has too. */
    private List<String> readersOfOutput(Step step) {
        return steps.stream()
                .filter(reader -> reader.inputs().stream()
                        .anyMatch(input -> input.from().equals(step.name()) && !InputValidator.isDeadLetters(input)))
                .map(Step::name)
                .toList();
    }

    private void checkLateRecords(Step step, String sideOutput) {
        if (!sideOutputsRead.getOrDefault(step.name(), Set.of()).contains(sideOutput)) {
            fault(
                    step,
                    "late records go to a side output that nobody reads: sideOutput=" + sideOutput
                            + "; read it with sideOutput, or leave lateRecordsTo out to have them counted");
        }
    }

    private void fault(Step step, String message) {
        fault(step.name(), message);
    }

    private void fault(String subject, String message) {
        faults.add(new TopologyFault(subject, message));
    }
}

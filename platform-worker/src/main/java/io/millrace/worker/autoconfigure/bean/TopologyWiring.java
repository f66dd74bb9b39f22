package io.millrace.worker.autoconfigure.bean;

import io.millrace.aggregate.Aggregate;
import io.millrace.deadletter.DeadLetter;
import io.millrace.function.OutputTag;
import io.millrace.partition.KeyGroups;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.InvalidTopologyException;
import io.millrace.topology.Partitioning;
import io.millrace.topology.Retry;
import io.millrace.topology.Step;
import io.millrace.topology.StepInput;
import io.millrace.topology.StepSpec;
import io.millrace.topology.StepSpec.Declared.Role;
import io.millrace.topology.Topology;
import io.millrace.topology.TopologyFault;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts the steps of one topology together: finds their inputs, checks their types, keys and names. */
final class TopologyWiring {

    private static final String WINDOW = "-window";

    private final String name;
    private final @Nullable Topology base;
    private final PartReader parts;
    private final Extractors extractors;
    private final List<Topology> others;
    private final Consumer<DeclarationFault> faults;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private boolean isFaulty;

    TopologyWiring(
            String name,
            @Nullable Topology base,
            PartReader parts,
            Extractors extractors,
            List<Topology> others,
            Consumer<DeclarationFault> faults) {
        this.name = name;
        this.base = base;
        this.parts = parts;
        this.extractors = extractors;
        this.others = others;
        this.faults = faults;
    }

    /** A step that stays as it is. */
    void keep(Step step) {
        nodes.put(Step.canonicalName(step.name()), new Node(step.name(), step, null));
    }

    /** A step that a declaration stands behind. */
    void replace(Step step, Declaration declaration) {
        Part part = understood(declaration);
        nodes.put(Step.canonicalName(step.name()), new Node(step.name(), step, part));
        places.put(step.name(), declaration.place());
    }

    /** A step that only a declaration speaks of. */
    void add(Declaration declaration) {
        Part part = understood(declaration);
        Node node = new Node(declaration.name(), null, part);
        Node earlier = nodes.putIfAbsent(Step.canonicalName(declaration.name()), node);
        if (earlier != null) {
            fault(
                    declaration.place(),
                    "name is taken by another step: name=" + declaration.name() + ", topology=" + name
                            + ", other=" + describe(earlier)
                            + "; overloads and beans of one class share the method's name:"
                            + " give each a name of its own, as in name = \"...\"");
            return;
        }
        places.put(declaration.name(), declaration.place());
        if (part != null
                && declaration.role() != Role.SOURCE
                && declaration.settings().inputs().isEmpty()) {
            fault(
                    declaration.place(),
                    "step has no input, and no topology names it: name=" + declaration.name()
                            + "; add input = \"...\", or name it in a Topology bean by through(...) or sink(...)");
        }
    }

    /** The topology, or null if there were faults. */
    @Nullable
    Topology build() {
        resolveInputs();
        if (!isFaulty) {
            nodes.values().forEach(this::emit);
        }
        if (isFaulty) {
            return null;
        }
        try {
            List<Step> all = List.copyOf(steps.values());
            return base == null
                    ? Topology.of(name, all, new KeyGroups(KeyGroups.DEFAULT_COUNT), Map.of())
                    : base.withSteps(all);
        } catch (InvalidTopologyException e) {
            e.faults().forEach(this::fault);
            return null;
        }
    }

    private @Nullable Part understood(Declaration declaration) {
        try {
            return parts.read(declaration);
        } catch (Refused e) {
            fault(declaration.place(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void resolveInputs() {
        for (Node node : nodes.values()) {
            Step dsl = node.dsl;
            if (dsl != null) {
                dsl.inputs().forEach(input -> node.inputs.add(input));
                continue;
            }
            Part part = node.part;
            if (part != null) {
                for (String input : part.declaration().settings().inputs()) {
                    StepInput resolved = resolve(part.declaration(), input);
                    if (resolved != null) {
                        node.inputs.add(resolved);
                    }
                }
            }
        }
    }

    private @Nullable StepInput resolve(Declaration reader, String input) {
        int dot = input.indexOf('.');
        String from = dot < 0 ? input : input.substring(0, dot);
        String side = dot < 0 ? null : input.substring(dot + 1);
        Node source = nodes.get(Step.canonicalName(from));
        if (source == null) {
            fault(
                    reader.place(),
                    "input does not exist: input=" + input + ", topology=" + name + "; "
                            + Nearest.advice(
                                    from,
                                    nodes.values().stream()
                                            .map(node -> node.name)
                                            .toList())
                            + elsewhere(from));
            return null;
        }
        Part part = source.part;
        if (side != null && part != null) {
            Settings settings = part.declaration().settings();
            if (part.window() != null && settings.lateTo().equals(side)) {
                return new StepInput(windowName(source), side, Partitioning.FORWARD, 0);
            }
            if (side.equals(DeadLetter.OUTPUT.name())) {
                return deadLetters(reader, source, settings);
            }
            if (!part.canEmitAside()) {
                fault(
                        reader.place(),
                        "side output is never written: input=" + input + ", step=" + source.name
                                + "; emit to it by an Emitter parameter of that step, or declare it as lateTo of its window");
                return null;
            }
        }
        return new StepInput(source.name, side, Partitioning.FORWARD, 0);
    }

    private @Nullable StepInput deadLetters(Declaration reader, Node source, Settings settings) {
        boolean isDsl = source.dsl != null && source.dsl.errorPolicy() == ErrorPolicy.DEAD_LETTER;
        if (!isDsl && settings.onError() != ErrorPolicy.DEAD_LETTER) {
            fault(
                    reader.place(),
                    "step writes no dead letters: step=" + source.name + ", onError=" + settings.onError()
                            + "; say onError = DEAD_LETTER there");
            return null;
        }
        return new StepInput(source.name, DeadLetter.OUTPUT.name(), Partitioning.FORWARD, 0);
    }

    private String elsewhere(String step) {
        return others.stream()
                .filter(topology -> !topology.name().equals(name)
                        && topology.steps().stream()
                                .anyMatch(other ->
                                        Step.canonicalName(other.name()).equals(Step.canonicalName(step))))
                .findFirst()
                .map(topology ->
                        " (topology '" + topology.name() + "' has it: say topology = \"" + topology.name() + "\")")
                .orElse("");
    }

    /** Makes the steps of a node, those that it reads from first. */
    private void emit(Node node) {
        if (node.isEmitted) {
            return;
        }
        node.isEmitted = true;
        node.inputs.forEach(input -> emit(Objects.requireNonNull(origin(input.from()))));
        Part part = node.part;
        Step dsl = node.dsl;
        if (part == null) {
            steps.putIfAbsent(node.name, Objects.requireNonNull(dsl));
            return;
        }
        try {
            emit(node, part);
        } catch (Refused e) {
            fault(part.declaration().place(), String.valueOf(e.getMessage()));
        }
    }

    private void emit(Node node, Part part) {
        Declaration declaration = part.declaration();
        Settings settings = declaration.settings();
        checkTypes(node, part);
        List<StepInput> inputs = keyed(node, part);
        Step dsl = node.dsl;
        Integer parallelism = dsl != null && dsl.parallelism() != null ? dsl.parallelism() : settings.parallelism();
        ErrorPolicy onError =
                dsl != null && dsl.errorPolicy() != ErrorPolicy.FAIL ? dsl.errorPolicy() : settings.onError();
        Retry retry = dsl != null && !dsl.retry().isNone() ? dsl.retry() : settings.retry();
        boolean isBlocking = settings.isBlocking() || (dsl != null && dsl.isBlocking());
        boolean startsStage = dsl != null && dsl.startsStage();
        TypeRef<?> yields = yields(node, part);
        if (part.window() != null) {
            Step window = window(node, part, inputs, parallelism, onError, startsStage)
                    .withRetry(retry);
            put(window, declaration);
            if (part.spec() == null) {
                checkPromise(node, window.outputType());
                return;
            }
            requireAssignable(part.reads(), window.outputType(), window.name());
            inputs = List.of(new StepInput(window.name(), null, Partitioning.FORWARD, 0));
            parallelism = null;
            startsStage = false;
        }
        StepSpec spec = Objects.requireNonNull(part.spec()).get();
        // A source that is the user's own knows itself whether its reads block.
        boolean mayBlock =
                spec instanceof StepSpec.ReadSource read ? read.source().isBlocking() : isBlocking;
        Step step = new Step(node.name, spec, inputs, parallelism, mayBlock, startsStage, onError, yields);
        put(step.withRetry(retry).withFormerly(formerly(node, settings)), declaration);
    }

    /** Names that either place says. */
    private static List<String> formerly(Node node, Settings settings) {
        List<String> names = new ArrayList<>(node.dsl == null ? List.of() : node.dsl.formerly());
        settings.formerly().stream().filter(name -> !names.contains(name)).forEach(names::add);
        return names;
    }

    /** The step of the windows has had the windows' name of each former name. */
    private static List<String> formerWindows(Node node, Settings settings) {
        boolean isStepItself = windowName(node).equals(node.name);
        return formerly(node, settings).stream()
                .map(name -> isStepItself ? name : name + WINDOW)
                .toList();
    }

    private void put(Step step, Declaration declaration) {
        Node sameName = nodes.get(Step.canonicalName(step.name()));
        if (steps.putIfAbsent(step.name(), step) != null || (sameName != null && !sameName.name.equals(step.name()))) {
            throw new Refused("name is taken by another step: name=" + step.name()
                    + "; windows of a method are a step of their own: rename the other");
        }
        places.putIfAbsent(step.name(), declaration.place());
    }

    private @Nullable TypeRef<?> yields(Node node, Part part) {
        if (part.spec() != null && part.declaration().role() != Role.SINK) {
            checkPromise(node, part.yields());
        }
        Step dsl = node.dsl;
        return part.yields() == null && dsl != null ? dsl.outputType() : part.yields();
    }

    /** What the DSL says of the results, its readers rely on. */
    private static void checkPromise(Node node, @Nullable TypeRef<?> yields) {
        TypeRef<?> promised = node.dsl == null ? null : node.dsl.outputType();
        if (promised != null && yields != null && !TypeBindings.isAssignable(promised, yields)) {
            throw new Refused("topology expects results of another type: step=" + node.name + ", expected=" + promised
                    + ", found=" + yields + "; name the same type in both places");
        }
    }

    private void checkTypes(Node node, Part part) {
        for (StepInput input : node.inputs) {
            if (input.sideOutput() != null) {
                continue;
            }
            TypeRef<?> reads = part.input();
            TypeRef<?> output = outputType(input.from());
            if (output == null && reads != null) {
                expect(input.from(), reads);
            } else {
                requireAssignable(reads, output, input.from());
            }
        }
    }

    private void requireAssignable(@Nullable TypeRef<?> reads, @Nullable TypeRef<?> output, String from) {
        if (reads != null && output != null && !TypeBindings.isAssignable(reads, output)) {
            Place place = places.get(from);
            throw new Refused("input has another type than the step yields: takes=" + reads + ", input=" + from
                    + ", yields=" + output + (place == null ? "" : " (" + place + ")")
                    + "; take the type that it yields, or put an operator between them");
        }
    }

    private List<StepInput> keyed(Node node, Part part) {
        String key = part.declaration().settings().key();
        List<StepInput> keyed = new ArrayList<>();
        for (StepInput input : node.inputs) {
            TypeRef<?> values = input.sideOutput() == null ? outputType(input.from()) : null;
            TypeRef<?> known = part.input() == null ? values : part.input();
            Partitioning by = key.isEmpty() ? input.partitioning() : extractors.key(key, known);
            if (part.needsKey() && !(by instanceof Partitioning.Keyed)) {
                throw new Refused("state, timers and windows need a key: step=" + node.name
                        + "; add key = \"...\", a property of the value or the name of a Function bean");
            }
            if (by instanceof Partitioning.Keyed keyedBy) {
                checkContext(part, keyedBy);
            }
            keyed.add(input.with(by));
        }
        return keyed;
    }

    private static void checkContext(Part part, Partitioning.Keyed by) {
        TypeRef<?> expected = part.contextKey();
        TypeRef<?> found = by.keyType();
        if (expected != null && found != null && !expected.equals(found)) {
            throw new Refused("context has another key: expected=" + expected + ", key=" + found
                    + "; take a KeyedContext<" + found + ">");
        }
    }

    private Step window(
            Node node,
            Part part,
            List<StepInput> inputs,
            @Nullable Integer parallelism,
            ErrorPolicy onError,
            boolean startsStage) {
        Part.Windowed windowed = Objects.requireNonNull(part.window());
        Settings settings = part.declaration().settings();
        Aggregate<?, ?, ?> aggregate = windowed.aggregate().get();
        TypeRef<?> values = windowed.reads();
        for (StepInput input : inputs) {
            values = values == null && input.sideOutput() == null ? outputType(input.from()) : values;
        }
        TypeRef<?> keyType =
                inputs.isEmpty() ? null : ((Partitioning.Keyed) inputs.get(0).partitioning()).keyType();
        TypeRef<?> result = aggregate.resultType(values);
        if (keyType == null || result == null) {
            throw new Refused("type of the window's results is not known: key=" + keyType + ", result=" + result
                    + ", aggregate=" + aggregate.getClass().getName()
                    + "; name the type arguments where the class implements Aggregate, and the full type of the key");
        }
        WindowSpec window = Objects.requireNonNull(settings.window());
        return new Step(
                windowName(node),
                new StepSpec.WindowAggregate(window, aggregate, lateTag(settings, values)),
                inputs,
                parallelism,
                false,
                startsStage,
                onError,
                TypeRef.parameterized(WindowResult.class, keyType, result),
                formerWindows(node, settings));
    }

    private static @Nullable OutputTag<?> lateTag(Settings settings, @Nullable TypeRef<?> values) {
        if (settings.lateTo().isEmpty()) {
            return null;
        }
        if (values == null) {
            throw new Refused("type of the late records is not known: lateTo=" + settings.lateTo()
                    + "; name the type at the step before");
        }
        return OutputTag.of(settings.lateTo(), values);
    }

    /** An aggregate alone is the step; with a method behind it, it is a step before it. */
    private static String windowName(Node node) {
        return node.part != null && node.part.spec() != null ? node.name + WINDOW : node.name;
    }

    private @Nullable Node origin(String stepName) {
        Node node = nodes.get(Step.canonicalName(stepName));
        return node != null || !stepName.endsWith(WINDOW)
                ? node
                : nodes.get(Step.canonicalName(stepName.substring(0, stepName.length() - WINDOW.length())));
    }

    private @Nullable TypeRef<?> outputType(String stepName) {
        Step step = steps.get(stepName);
        return step == null ? null : step.outputType();
    }

    private void expect(String stepName, TypeRef<?> type) {
        steps.computeIfPresent(
                stepName,
                (key, step) -> new Step(
                        step.name(),
                        step.spec(),
                        step.inputs(),
                        step.parallelism(),
                        step.isBlocking(),
                        step.startsStage(),
                        step.errorPolicy(),
                        type,
                        step.formerly(),
                        step.retry()));
    }

    private String describe(Node node) {
        return node.part != null ? node.part.declaration().place().toString() : "a step of the Topology bean";
    }

    private void fault(TopologyFault fault) {
        Place place = places.get(fault.step());
        faults.accept(new DeclarationFault(
                place == null ? "topology '" + name + "', step '" + fault.step() + "'" : place.toString(),
                (place == null ? "" : "step " + fault.step() + ": ") + fault.message()));
        isFaulty = true;
    }

    private void fault(Place place, String message) {
        isFaulty = true;
        faults.accept(new DeclarationFault(place.toString(), message));
    }

    /** A step before it is complete. Owned by its wiring. */
    private static final class Node {

        private final String name;
        private final @Nullable Step dsl;
        private final @Nullable Part part;
        private final List<StepInput> inputs = new ArrayList<>();
        private boolean isEmitted;

        Node(String name, @Nullable Step dsl, @Nullable Part part) {
            this.name = name;
            this.dsl = dsl;
            this.part = part;
        }
    }
}

package io.millrace.worker.plan;

import io.millrace.deadletter.DeadLetter;
import io.millrace.function.OutputTag;
import io.millrace.topology.Partitioning;
import io.millrace.topology.Step;
import io.millrace.topology.StepInput;
import io.millrace.topology.StepSpec;
import io.millrace.topology.Topology;
import io.millrace.type.TypeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a topology into stages. A step joins the stage of the one before it if it has one input edge that leads from task
 * i to task i; with one task on each side that is every edge. A step that may block shares no thread with others that read
 * what it reads. An aggregation whose input crosses tasks is done in two
 * stages where its windows and its aggregate allow it.
 */
public final class Planner {

    private static final int MAX_CHANNELS = 1 << 16;

    private final Topology topology;
    private final int defaultParallelism;
    private final List<Stage> stages = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Map<String, PlanNode> nodes = new HashMap<>();
    private final Map<String, List<Port>> lateOutputs = new HashMap<>();

    private Planner(Topology topology, int defaultParallelism) {
        this.topology = topology;
        this.defaultParallelism = defaultParallelism;
    }

    /**
     * Plans a topology.
     *
     * @throws IllegalArgumentException if a step has more tasks than there are key groups, or an exchange too many channels,
     *     or if a step is declared elsewhere and has not been put in its place
     */
    public static Plan plan(Topology topology, int defaultParallelism) {
        Planner planner = new Planner(topology, defaultParallelism);
        topology.steps().forEach(planner::place);
        return new Plan(topology, List.copyOf(planner.stages), List.copyOf(planner.exchanges));
    }

    private void place(Step step) {
        if (step.spec() instanceof StepSpec.Declared declared) {
            throw new IllegalArgumentException("Step is declared elsewhere, and nothing was put in its place: step="
                    + step.name() + ", kind=" + declared.kind()
                    + "; run the topology in the Spring application that declares it");
        }
        int parallelism = topology.parallelismOf(step, defaultParallelism);
        if (parallelism > topology.keyGroups().count()) {
            throw new IllegalArgumentException("Step has more tasks than there are key groups: step=" + step.name()
                    + ", parallelism=" + parallelism + ", keyGroups="
                    + topology.keyGroups().count() + "; use less parallelism or more key groups");
        }
        List<Edge> edges = edges(step);
        if (edges.size() == 1 && isFusable(step, parallelism, edges.get(0))) {
            Edge edge = edges.get(0);
            nodes.put(step.name(), fuse(step, edge.port(), edge.input().partitioning(), PlanNode.Role.WHOLE));
            return;
        }
        Stage stage = new Stage(stages.size(), parallelism, step.isBlocking());
        boolean isTwoStage = step.spec() instanceof StepSpec.WindowAggregate window && isTwoStage(step, window);
        PlanNode root = new PlanNode(stage, step, PlanNode.Role.WHOLE, null, null, Partitioning.FORWARD);
        stage.nodes().add(root);
        stages.add(stage);
        nodes.put(step.name(), root);
        for (Edge edge : edges) {
            int number = exchanges.size();
            Exchange exchange = isTwoStage ? combining(number, step, edge, stage) : edge.to(number, stage);
            requireFewChannels(exchange);
            exchanges.add(exchange);
        }
    }

    /**
     * An aggregate that may block stays in its own threads. Where a source may fall idle, a partial result may come late,
     * and could not be taken apart again for a side output.
     */
    private boolean isTwoStage(Step step, StepSpec.WindowAggregate window) {
        return window.isTwoStage()
                && !step.isBlocking()
                && !step.needsWholeRecords()
                && (window.lateRecords() == null || !mayFallIdle());
    }

    private boolean mayFallIdle() {
        return topology.steps().stream()
                .anyMatch(step -> step.spec() instanceof StepSpec.ReadSource read
                        && read.watermarks().idleAfter() != null);
    }

    private static void requireFewChannels(Exchange exchange) {
        int from = exchange.from().stage().parallelism();
        int to = exchange.to().parallelism();
        if (!exchange.isOneToOne() && from * to > MAX_CHANNELS) {
            throw new IllegalArgumentException("Exchange has too many channels: from=" + exchange.from() + ", to="
                    + exchange.to().name() + ", channels=" + from * to + ", max=" + MAX_CHANNELS
                    + "; use less parallelism");
        }
    }

    private Exchange combining(int number, Step step, Edge edge, Stage to) {
        PlanNode combining = fuse(step, edge.port(), edge.input().partitioning(), PlanNode.Role.COMBINING);
        StepSpec.WindowAggregate window = (StepSpec.WindowAggregate) step.spec();
        OutputTag<?> late = window.lateRecords();
        if (late != null) {
            lateOutputs
                    .computeIfAbsent(step.name() + "." + late.name(), name -> new ArrayList<>())
                    .add(new Port(combining, late.name()));
        }
        TypeRef<?> accumulator = window.aggregate().accumulatorType(edge.elementType());
        return new Exchange(
                number,
                combining,
                null,
                to,
                edge.input().partitioning(),
                accumulator,
                true,
                edge.input().ordinal());
    }

    private PlanNode fuse(Step step, Port port, Partitioning link, PlanNode.Role role) {
        Stage stage = port.node().stage();
        PlanNode node = new PlanNode(stage, step, role, port.node(), port.output(), link);
        stage.nodes().add(node);
        return node;
    }

    private boolean isFusable(Step step, int parallelism, Edge edge) {
        Stage upstream = edge.port().node().stage();
        boolean isTaskToTask = edge.input().partitioning() instanceof Partitioning.Forward || parallelism == 1;
        return isTaskToTask
                && upstream.parallelism() == parallelism
                && upstream.isBlocking() == step.isBlocking()
                && !(step.isBlocking() && hasOtherReaders(edge.port().node().step()))
                && !step.isStageRoot();
    }

    /** Code that waits would, in the same thread, hold up all who read beside it. */
    private boolean hasOtherReaders(Step step) {
        return topology.steps().stream()
                        .flatMap(reader -> reader.inputs().stream())
                        .filter(input -> input.from().equals(step.name()))
                        .count()
                > 1;
    }

    private List<Edge> edges(Step step) {
        List<Edge> edges = new ArrayList<>();
        for (StepInput input : step.inputs()) {
            for (Port port : ports(input)) {
                edges.add(new Edge(port, input));
            }
        }
        return edges;
    }

    private List<Port> ports(StepInput input) {
        List<Port> late = input.sideOutput() == null ? null : lateOutputs.get(input.from() + "." + input.sideOutput());
        if (late != null) {
            return late;
        }
        PlanNode from = Objects.requireNonNull(nodes.get(input.from()));
        List<Port> ports = new ArrayList<>();
        ports.add(new Port(from, input.sideOutput()));
        if (DeadLetter.OUTPUT.name().equals(input.sideOutput())) {
            ports.addAll(deadKeys(from));
        }
        return ports;
    }

    /** Records without a key never come to the step; their letters come from those who send to it. */
    private List<Port> deadKeys(PlanNode of) {
        return exchanges.stream()
                .filter(exchange -> exchange.isKeyed() && exchange.to().nodes().get(0) == of)
                .map(exchange -> new Port(exchange.from(), Exchange.deadKeysOf(of.step())))
                .distinct()
                .toList();
    }

    private record Port(PlanNode node, @Nullable String output) {}

    private record Edge(Port port, StepInput input) {

        Exchange to(int number, Stage stage) {
            return new Exchange(
                    number,
                    port.node(),
                    port.output(),
                    stage,
                    input.partitioning(),
                    elementType(),
                    false,
                    input.ordinal());
        }

        @Nullable
        TypeRef<?> elementType() {
            if (input.sideOutput() == null) {
                return port.node().step().outputType();
            }
            OutputTag<?> late =
                    port.node().step().spec() instanceof StepSpec.WindowAggregate window ? window.lateRecords() : null;
            return late != null && late.name().equals(input.sideOutput()) ? late.type() : input.sideOutputType();
        }
    }
}

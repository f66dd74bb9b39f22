package io.millrace.worker.task;

import io.millrace.function.KeyFunction;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorFactory;
import io.millrace.topology.Partitioning;
import io.millrace.topology.Step;
import io.millrace.topology.StepInput;
import io.millrace.topology.StepSpec;
import io.millrace.topology.Topology;
import io.millrace.type.TypeRef;
import io.millrace.worker.operator.CoProcessOperator;
import io.millrace.worker.operator.Erased;
import io.millrace.worker.operator.FilterOperator;
import io.millrace.worker.operator.FlatMapOperator;
import io.millrace.worker.operator.MapOperator;
import io.millrace.worker.operator.ProcessOperator;
import io.millrace.worker.operator.SinkOperator;
import io.millrace.worker.plan.PlanNode;
import io.millrace.worker.state.KeyTables;
import io.millrace.worker.window.WindowOperators;
import org.jspecify.annotations.Nullable;

/** Makes the operators of planned nodes. */
final class OperatorFactories {

    private final Topology topology;

    OperatorFactories(Topology topology) {
        this.topology = topology;
    }

    /**
     * Makes the operator of a node.
     *
     * @param checkpoints whether, and how often, there are checkpoints
     * @param tables where it keeps what it keeps by key
     */
    Operator<Object, Object> create(PlanNode node, Checkpoints checkpoints, KeyTables tables) {
        StepSpec spec = node.step().spec();
        if (spec instanceof StepSpec.MapValues map) {
            return new MapOperator<>(Erased.as(map.function()));
        }
        if (spec instanceof StepSpec.FilterValues filter) {
            return new FilterOperator<>(Erased.as(filter.function()));
        }
        if (spec instanceof StepSpec.FlatMapValues flatMap) {
            return new FlatMapOperator<>(Erased.as(flatMap.function()));
        }
        if (spec instanceof StepSpec.WindowAggregate window) {
            return node.role() == PlanNode.Role.COMBINING
                    ? WindowOperators.combining(window)
                    : WindowOperators.keeping(window, inputType(node.step()), tables);
        }
        if (spec instanceof StepSpec.ProcessKeyed process) {
            return new ProcessOperator<>(Erased.as(process.process()));
        }
        if (spec instanceof StepSpec.CoProcessKeyed process) {
            return new CoProcessOperator<>(Erased.as(process.process()));
        }
        if (spec instanceof StepSpec.WriteSink write) {
            return new SinkOperator<>(Erased.as(write.sink()), checkpoints.areKept(), checkpoints.interval());
        }
        if (spec instanceof StepSpec.RunOperator run) {
            return createCustom(node.step(), Erased.as(run.factory()));
        }
        throw new IllegalArgumentException(
                "Step has no operator: step=" + node.step().name() + ", kind=" + spec.kind());
    }

    /** The key function of an elided keyed exchange, or null if the link is not keyed. */
    @Nullable
    KeyFunction<Object, Object> linkKey(PlanNode node) {
        return node.link() instanceof Partitioning.Keyed keyed ? Erased.as(keyed.key()) : null;
    }

    /** The type of what a step reads, or null if it is not known: that of a side output is told nowhere in the topology. */
    private @Nullable TypeRef<?> inputType(Step step) {
        for (StepInput input : step.inputs()) {
            TypeRef<?> type = topology.step(input.from()).outputType();
            if (input.sideOutput() == null && type != null) {
                return type;
            }
        }
        return null;
    }

    private static Operator<Object, Object> createCustom(Step step, OperatorFactory<Object, Object> factory) {
        try {
            return factory.create();
        } catch (Exception e) {
            throw new OperatorFailedException(step.name(), null, e);
        }
    }
}

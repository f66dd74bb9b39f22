package io.millrace.worker.serial;

import io.millrace.aggregate.Aggregate;
import io.millrace.topology.Partitioning;
import io.millrace.topology.Step;
import io.millrace.topology.StepInput;
import io.millrace.topology.StepSpec;
import io.millrace.topology.Topology;
import io.millrace.type.TypeRef;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the types that a topology keeps or sends, as far as it knows them. */
final class TypeUses {

    private final Topology topology;
    private final Set<TypeUse> uses = new LinkedHashSet<>();

    private TypeUses(Topology topology) {
        this.topology = topology;
    }

    /** In the order of the steps, each once. */
    static Set<TypeUse> of(Topology topology) {
        TypeUses types = new TypeUses(topology);
        topology.steps().forEach(types::collect);
        return types.uses;
    }

    private void collect(Step step) {
        step.spec().states().forEach(state -> add(step, "state " + state.name(), state.type()));
        for (StepInput input : step.inputs()) {
            Step from = topology.step(input.from());
            if (input.partitioning() instanceof Partitioning.Keyed keyed) {
                add(step, "key", keyed.keyType());
            }
            if (isExchange(from, input, step)) {
                collectSent(from, input);
            }
            if (step.spec() instanceof StepSpec.WindowAggregate window) {
                add(step, "accumulator", accumulatorType(window.aggregate(), from, input));
            }
        }
    }

    private void collectSent(Step from, StepInput input) {
        if (input.sideOutput() == null) {
            add(from, "exchange", from.outputType());
        } else if (from.spec() instanceof StepSpec.WindowAggregate window && window.lateRecords() != null) {
            add(from, "side output " + input.sideOutput(), window.lateRecords().type());
        }
    }

    /** As the topology does when it checks that the type is known. */
    private static @Nullable TypeRef<?> accumulatorType(Aggregate<?, ?, ?> aggregate, Step from, StepInput input) {
        return aggregate.accumulatorType(input.sideOutput() == null ? from.outputType() : null);
    }

    /** Where the topology wants to know the type: records may leave their task, now or with another parallelism. */
    private static boolean isExchange(Step from, StepInput input, Step to) {
        return !(input.partitioning() instanceof Partitioning.Forward)
                || to.inputs().size() > 1
                || to.startsStage()
                || from.isBlocking() != to.isBlocking()
                || !Objects.equals(from.parallelism(), to.parallelism());
    }

    private void add(Step step, String use, @Nullable TypeRef<?> type) {
        if (type != null) {
            uses.add(new TypeUse(step.name(), use, type));
        }
    }
}

package io.millrace.topology;

import io.millrace.state.StateHandle;
import io.millrace.type.TypeRef;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names, edges, parallelism and types of a topology: what the master sees, without any user code.
 *
 * @param name name of the topology
 * @param keyGroups number of key groups
 * @param steps the steps, each after the steps that it reads from
 * @param guarantees what it promises for the case that something fails
 */
public record TopologyDescription(String name, int keyGroups, List<StepDescription> steps, GuaranteeReport guarantees) {

    static TopologyDescription of(Topology topology) {
        return new TopologyDescription(
                topology.name(),
                topology.keyGroups().count(),
                topology.steps().stream().map(StepDescription::of).toList(),
                topology.guarantees());
    }

    @Override
    public String toString() {
        return name + steps.stream().map(step -> "\n  " + step).collect(Collectors.joining());
    }

    /**
     * One step.
     *
     * @param name name of the step
     * @param kind what kind of step it is
     * @param parallelism declared number of tasks, or null for none
     * @param isBlocking whether its code may block
     * @param errorPolicy what becomes of a record for which its code throws
     * @param retries how often its code is called again for a record before that
     * @param inputs edges into it
     * @param outputType type of its main output, or null if it is not known
     * @param states names of its keyed state
     * @param aggregation one-stage or two-stage for windows, or null for other steps
     */
    public record StepDescription(
            String name,
            String kind,
            @Nullable Integer parallelism,
            boolean isBlocking,
            ErrorPolicy errorPolicy,
            int retries,
            List<InputDescription> inputs,
            @Nullable String outputType,
            List<String> states,
            @Nullable String aggregation) {

        static StepDescription of(Step step) {
            TypeRef<?> outputType = step.outputType();
            return new StepDescription(
                    step.name(),
                    step.spec().kind(),
                    step.parallelism(),
                    step.isBlocking(),
                    step.errorPolicy(),
                    step.retry().retries(),
                    step.inputs().stream().map(InputDescription::of).toList(),
                    outputType == null ? null : outputType.toString(),
                    step.spec().states().stream().map(StateHandle::name).toList(),
                    aggregation(step));
        }

        private static @Nullable String aggregation(Step step) {
            if (step.spec() instanceof StepSpec.WindowAggregate window) {
                return window.isTwoStage() && !step.needsWholeRecords() ? "two-stage" : "one-stage";
            }
            return null;
        }

        @Override
        public String toString() {
            return kind + " " + name
                    + (inputs.isEmpty()
                            ? ""
                            : inputs.stream()
                                    .map(InputDescription::toString)
                                    .collect(Collectors.joining(", ", " <- ", "")))
                    + (parallelism == null ? "" : " x" + parallelism)
                    + (isBlocking ? " blocking" : "")
                    + (aggregation == null ? "" : " " + aggregation)
                    + (outputType == null ? "" : " : " + outputType);
        }
    }

    /**
     * One edge.
     *
     * @param from step upstream
     * @param sideOutput its side output, or null for its main output
     * @param partitioning kind of the partitioning
     * @param keyType type of the key, or null if the edge is not keyed
     * @param ordinal number of the input
     */
    public record InputDescription(
            String from,
            @Nullable String sideOutput,
            String partitioning,
            @Nullable String keyType,
            int ordinal) {

        static InputDescription of(StepInput input) {
            String keyType = input.partitioning() instanceof Partitioning.Keyed keyed && keyed.keyType() != null
                    ? keyed.keyType().toString()
                    : null;
            return new InputDescription(
                    input.from(), input.sideOutput(), input.partitioning().kind(), keyType, input.ordinal());
        }

        @Override
        public String toString() {
            return from + (sideOutput == null ? "" : "." + sideOutput) + " (" + partitioning + ")";
        }
    }
}

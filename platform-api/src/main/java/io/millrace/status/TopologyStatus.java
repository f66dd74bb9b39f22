package io.millrace.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a topology at one moment.
 *
 * @param topology name of the topology
 * @param state where it is in its life
 * @param failure why it failed, or null if it did not
 * @param operators its steps, each after those that it reads from
 * @param stuck calls of user code that have not returned for a while
 * @param slow steps, not declared blocking, whose code held up others
 * @param checkpoints its checkpoints and restarts
 * @param troubles what keeps tasks from their work though they go on trying
 */
public record TopologyStatus(
        String topology,
        TopologyState state,
        @Nullable TopologyFailure failure,
        List<OperatorStatus> operators,
        List<StuckCall> stuck,
        List<SlowCall> slow,
        CheckpointStatus checkpoints,
        List<Trouble> troubles) {

    /** The status of a topology without trouble. */
    public TopologyStatus(
            String topology,
            TopologyState state,
            @Nullable TopologyFailure failure,
            List<OperatorStatus> operators,
            List<StuckCall> stuck,
            List<SlowCall> slow,
            CheckpointStatus checkpoints) {
        this(topology, state, failure, operators, stuck, slow, checkpoints, List.of());
    }

    /** The status of a topology without checkpoints. */
    public TopologyStatus(
            String topology,
            TopologyState state,
            @Nullable TopologyFailure failure,
            List<OperatorStatus> operators,
            List<StuckCall> stuck,
            List<SlowCall> slow) {
        this(topology, state, failure, operators, stuck, slow, CheckpointStatus.NONE, List.of());
    }

    /** The status of one step. */
    public OperatorStatus operator(String name) {
        return operators.stream()
                .filter(operator -> operator.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Topology has no such step: topology=" + topology
                        + ", step=" + name + "; it has "
                        + operators.stream().map(OperatorStatus::name).toList()));
    }
}

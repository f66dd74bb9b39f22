package io.millrace.worker.autoconfigure.actuator;

import io.millrace.control.TopologyView;
import io.millrace.status.OperatorStatus;
import io.millrace.status.SlowCall;
import io.millrace.status.StuckCall;
import io.millrace.status.TopologyHealth;
import io.millrace.status.TopologyState;
import io.millrace.status.Trouble;
import io.millrace.topology.GuaranteeReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A topology as the endpoint shows it.
 *
 * @param name name of the topology
 * @param state where it is in its life
 * @param health how well it is
 * @param startedAt when it was started last, or null if it never was
 * @param clock the lowest watermark over the sinks, or null for none yet and when all have ended
 * @param keyGroups number of key groups
 * @param failure why it failed, or null if it did not
 * @param stuck calls of user code that have not returned for a while
 * @param troubles what keeps tasks from their work though they go on trying
 * @param slow steps, not declared blocking, whose code held up others
 * @param guarantees what it promises for the case that something fails
 * @param checkpoints its checkpoints and restarts
 * @param operators its steps, each after those that it reads from
 */
record TopologyDescriptor(
        String name,
        TopologyState state,
        TopologyHealth health,
        @Nullable Instant startedAt,
        @Nullable Instant clock,
        int keyGroups,
        @Nullable FailureDescriptor failure,
        List<StuckCall> stuck,
        List<Trouble> troubles,
        List<SlowCall> slow,
        GuaranteeReport guarantees,
        CheckpointsDescriptor checkpoints,
        List<OperatorDescriptor> operators)
        implements OperationResponseBody {

    static TopologyDescriptor of(TopologyView view) {
        Map<String, OperatorStatus> statuses = new HashMap<>();
        view.status().operators().forEach(status -> statuses.put(status.name(), status));
        Long startedAtMillis = view.startedAtMillis();
        return new TopologyDescriptor(
                view.name(),
                view.status().state(),
                view.health(),
                startedAtMillis == null ? null : Instant.ofEpochMilli(startedAtMillis),
                statuses.isEmpty() ? null : Watermarks.instant(view.clockMillis()),
                view.description().keyGroups(),
                FailureDescriptor.of(view.status().failure()),
                view.status().stuck(),
                view.status().troubles(),
                view.status().slow(),
                view.description().guarantees(),
                CheckpointsDescriptor.of(view.status().checkpoints()),
                view.description().steps().stream()
                        .map(step -> OperatorDescriptor.of(step, statuses.get(step.name())))
                        .toList());
    }
}

package io.millrace.worker.autoconfigure.actuator;

import io.millrace.control.ApplicationControl;
import io.millrace.control.TopologyView;
import io.millrace.status.CheckpointStatus;
import io.millrace.status.StuckCall;
import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Health of one topology. Never shows a record: who may see health may not be one who may see data. */
final class TopologyHealthIndicator implements HealthIndicator {

    private final ApplicationControl control;
    private final String topology;

    TopologyHealthIndicator(ApplicationControl control, String topology) {
        this.control = control;
        this.topology = topology;
    }

    @Override
    public Health health() {
        TopologyView view = control.topology(topology);
        Health.Builder health = switch (view.health()) {
            case RUNNING, DEGRADED, ENDED -> Health.up();
            case RECOVERING -> Health.outOfService();
            case FAILED -> Health.down();
        };
        health.withDetail(
                "state",
                view.health() == TopologyHealth.ENDED
                        ? view.status().state().name()
                        : view.health().name());
        if (!view.status().stuck().isEmpty()) {
            health.withDetail(
                    "stuck",
                    view.status().stuck().stream()
                            .map(TopologyHealthIndicator::describe)
                            .toList());
        }
        if (!view.status().troubles().isEmpty()) {
            health.withDetail(
                    "troubles",
                    view.status().troubles().stream()
                            .map(trouble -> trouble.operator() + "[" + trouble.taskIndex() + "]: " + trouble.reason())
                            .toList());
        }
        CheckpointStatus checkpoints = view.status().checkpoints();
        if (checkpoints.failedInARow() > 0) {
            health.withDetail("failedCheckpoints", checkpoints.failedInARow())
                    .withDetail("checkpointFailure", String.valueOf(checkpoints.lastFailure()));
        }
        if (checkpoints.restarts() > 0) {
            health.withDetail("restarts", checkpoints.restarts());
        }
        TopologyFailure failure = view.status().failure();
        if (failure != null) {
            health.withDetail("operator", failure.operator())
                    .withDetail("task", failure.taskIndex())
                    .withDetail("error", FailureDescriptor.describe(failure.cause()));
        }
        return health.build();
    }

    private static String describe(StuckCall call) {
        return "operator=" + call.operator() + ", task=" + call.taskIndex() + ", since=" + call.since() + ", where="
                + call.where();
    }
}

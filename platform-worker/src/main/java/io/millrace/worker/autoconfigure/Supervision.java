package io.millrace.worker.autoconfigure;

import io.millrace.topology.Topology;
import io.millrace.worker.autoconfigure.properties.CheckpointProperties;
import io.millrace.worker.autoconfigure.properties.MillraceProperties;
import io.millrace.worker.autoconfigure.properties.RestartProperties;
import io.millrace.worker.autoconfigure.properties.RestoreProperties;
import io.millrace.worker.autoconfigure.properties.TopologyOverrides;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.SupervisorSettings;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/** Makes of properties how each topology is kept alive. */
final class Supervision implements Function<Topology, SupervisorSettings> {

    private final CheckpointProperties checkpoint;
    private final RestartProperties restart;
    private final TopologyOverrides overrides;
    private final Duration stopTimeout;

    /**
     * Makes a reader of properties.
     *
     * @param stopTimeout time that an orderly stop may take; the last checkpoint gets half of it at most
     */
    Supervision(MillraceProperties properties, TopologyOverrides overrides, Duration stopTimeout) {
        this.checkpoint = properties.checkpoint();
        this.restart = properties.restart();
        this.overrides = overrides;
        this.stopTimeout = stopTimeout;
    }

    @Override
    public SupervisorSettings apply(Topology topology) {
        Duration own = topology.checkpointing().interval();
        Duration interval = own == null ? checkpoint.interval() : own;
        RestoreProperties restore = overrides.restore(topology.name());
        Long savepoint = restore.savepoint();
        return new SupervisorSettings(
                interval.toMillis(),
                checkpoint.timeout().toMillis(),
                checkpoint.retained(),
                Math.max(1, stopTimeout.toMillis() / 2),
                restarts(),
                savepoint == null ? 0 : savepoint,
                Set.copyOf(restore.drop()),
                null,
                restore.acceptDuplicates());
    }

    private RestartBudget.Settings restarts() {
        return new RestartBudget.Settings(
                restart.attempts(),
                restart.healAfter().toMillis(),
                restart.initialBackoff().toMillis(),
                restart.maxBackoff().toMillis());
    }
}

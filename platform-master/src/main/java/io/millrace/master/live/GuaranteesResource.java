package io.millrace.master.live;

import io.millrace.topology.Guarantee;
import io.millrace.topology.GuaranteeReport;
import io.millrace.topology.PathGuarantee;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a topology promises for the case that something fails, as REST shows it.
 *
 * @param asked what it asks for
 * @param checkpointIntervalSeconds time between checkpoints, or null for the worker's default
 * @param sinks the weakest path of each sink
 * @param paths each source with each sink that its records may reach
 */
public record GuaranteesResource(
        Guarantee asked,
        @Nullable Double checkpointIntervalSeconds,
        List<PathGuarantee> sinks,
        List<PathGuarantee> paths) {

    static GuaranteesResource of(GuaranteeReport report) {
        Duration interval = report.asked().interval();
        return new GuaranteesResource(
                report.asked().guarantee(),
                interval == null ? null : interval.toMillis() / 1000.0,
                report.weakest(),
                report.paths());
    }
}

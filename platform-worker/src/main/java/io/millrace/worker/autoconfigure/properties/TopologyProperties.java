package io.millrace.worker.autoconfigure.properties;

import io.millrace.topology.Guarantee;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of one topology. They win over what the code says.
 *
 * @param autostart Whether the topology starts with the application context.
 * @param parallelism Number of tasks of a step of the topology for which its code says nothing.
 * @param guarantee What becomes of records when something fails.
 * @param checkpointInterval Time from the start of a checkpoint to that of the next.
 * @param restore Properties of what the topology goes on from.
 * @param operators Properties of single sources, operators and sinks, by the name of the step.
 */
public record TopologyProperties(
        @Nullable Boolean autostart,
        @Nullable Integer parallelism,
        @Nullable Guarantee guarantee,
        @Nullable Duration checkpointInterval,
        @DefaultValue RestoreProperties restore,
        @DefaultValue Map<String, OperatorProperties> operators) {

    /** The values that are given, by the rest of the name of their property. */
    Map<String, Object> given() {
        Map<String, Object> given = new LinkedHashMap<>();
        if (autostart != null) {
            given.put(".autostart", autostart);
        }
        if (parallelism != null) {
            given.put(".parallelism", parallelism);
        }
        if (guarantee != null) {
            given.put(".guarantee", guarantee);
        }
        if (checkpointInterval != null) {
            given.put(".checkpoint-interval", checkpointInterval);
        }
        given.putAll(restore.given());
        operators.forEach((operator, properties) ->
                properties.given().forEach((rest, value) -> given.put(".operators." + operator + rest, value)));
        return given;
    }
}

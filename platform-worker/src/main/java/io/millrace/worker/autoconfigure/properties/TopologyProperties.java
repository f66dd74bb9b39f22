package io.millrace.worker.autoconfigure.properties;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of one topology. They win over what the code says.
 *
 * @param autostart Whether the topology starts with the application context.
 * @param parallelism Number of tasks of a step of the topology for which its code says nothing.
 * @param operators Properties of single sources, operators and sinks, by the name of the step.
 */
public record TopologyProperties(
        @Nullable Boolean autostart,
        @Nullable Integer parallelism,
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
        operators.forEach((operator, properties) ->
                properties.given().forEach((rest, value) -> given.put(".operators." + operator + rest, value)));
        return given;
    }
}

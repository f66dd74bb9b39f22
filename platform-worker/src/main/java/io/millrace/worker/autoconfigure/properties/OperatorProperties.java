package io.millrace.worker.autoconfigure.properties;

import io.millrace.topology.ErrorPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Properties of one source, operator or sink. They win over what the code says.
 *
 * @param parallelism Number of tasks.
 * @param errorPolicy What becomes of a record for which the code throws an exception.
 * @param blocking Whether the code may block, and so has threads of its own.
 */
public record OperatorProperties(
        @Nullable Integer parallelism,
        @Nullable ErrorPolicy errorPolicy,
        @Nullable Boolean blocking) {

    /** The values that are given, by the rest of the name of their property. */
    Map<String, Object> given() {
        Map<String, Object> given = new LinkedHashMap<>();
        if (parallelism != null) {
            given.put(".parallelism", parallelism);
        }
        if (errorPolicy != null) {
            given.put(".error-policy", errorPolicy);
        }
        if (blocking != null) {
            given.put(".blocking", blocking);
        }
        return given;
    }
}

package io.millrace.worker.autoconfigure.properties;

import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Retry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Properties of one source, operator or sink. They win over what the code says.
 *
 * @param parallelism Number of tasks.
 * @param errorPolicy What becomes in the end of a record for which the code throws an exception.
 * @param retries How often the code is called again for a record for which it throws, before that.
 * @param backoff Wait before the first of the retries. Doubles before each further one, up to a minute.
 * @param blocking Whether the code may block, and so has threads of its own.
 */
public record OperatorProperties(
        @Nullable Integer parallelism,
        @Nullable ErrorPolicy errorPolicy,
        @Nullable Integer retries,
        @Nullable Duration backoff,
        @Nullable Boolean blocking) {

    /**
     * The retries of a step with the changes in them.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    Retry applyTo(Retry retry) {
        if (retries == null && backoff == null) {
            return retry;
        }
        int number = retries == null ? retry.retries() : retries;
        return backoff == null ? new Retry(number, retry.backoff(), retry.maxBackoff()) : Retry.of(number, backoff);
    }

    /** The values that are given, by the rest of the name of their property. */
    Map<String, Object> given() {
        Map<String, Object> given = new LinkedHashMap<>();
        if (parallelism != null) {
            given.put(".parallelism", parallelism);
        }
        if (errorPolicy != null) {
            given.put(".error-policy", errorPolicy);
        }
        if (retries != null) {
            given.put(".retries", retries);
        }
        if (backoff != null) {
            given.put(".backoff", backoff);
        }
        if (blocking != null) {
            given.put(".blocking", blocking);
        }
        return given;
    }
}

package io.millrace.worker.event;

import io.millrace.status.ApplicationEvent.Kind;
import io.millrace.status.ApplicationEvent.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened, before it has a number and a time.
 *
 * @param topology name of the topology that it happened to, or null
 * @param operator name of the step that it happened to, or null
 * @param task number of the task that it happened to, or null
 */
public record Finding(
        Kind kind,
        Severity severity,
        @Nullable String topology,
        @Nullable String operator,
        @Nullable Integer task,
        String message) {

    static Finding of(Kind kind, Severity severity, @Nullable String topology, String message) {
        return new Finding(kind, severity, topology, null, null, message);
    }
}

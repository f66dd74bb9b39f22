package io.millrace.master.live;

import io.millrace.status.ApplicationEvent;
import io.millrace.status.ApplicationEvent.Kind;
import io.millrace.status.ApplicationEvent.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Which events somebody wants to see.
 *
 * @param topology those of one topology, or null for all
 * @param severity those that are at least so severe
 * @param kind those of one kind, or null for all
 */
public record EventWish(
        @Nullable String topology,
        Severity severity,
        @Nullable Kind kind) {

    boolean includes(ApplicationEvent event) {
        return event.severity().compareTo(severity) >= 0
                && (topology == null || topology.equals(event.topology()))
                && (kind == null || kind == event.kind());
    }
}

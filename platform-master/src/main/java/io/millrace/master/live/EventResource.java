package io.millrace.master.live;

import io.millrace.status.ApplicationEvent;
import io.millrace.status.ApplicationEvent.Kind;
import io.millrace.status.ApplicationEvent.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened.
 *
 * @param id tells it from all others; means nothing to clients
 * @param at when it was seen
 * @param application application that it happened to
 * @param topology topology that it happened to, or null
 * @param operator step that it happened to, or null
 * @param task number of the task that it happened to, or null
 * @param message what has happened, in words for people
 */
public record EventResource(
        String id,
        Instant at,
        Kind kind,
        Severity severity,
        String application,
        @Nullable String topology,
        @Nullable String operator,
        @Nullable Integer task,
        String message) {

    static EventResource of(String id, String application, ApplicationEvent event) {
        return new EventResource(
                id,
                Instant.ofEpochMilli(event.atMillis()),
                event.kind(),
                event.severity(),
                application,
                event.topology(),
                event.operator(),
                event.task(),
                event.message());
    }
}

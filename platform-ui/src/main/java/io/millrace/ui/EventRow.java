package io.millrace.ui;

import io.millrace.status.ApplicationEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An event as the page shows it before any script has run.
 *
 * @param at when it was seen, in UTC
 * @param severity whether somebody should look at it
 * @param kind what has happened, in words
 * @param place topology, step and task that it happened to, or a dash
 * @param message what has happened
 */
record EventRow(String at, String severity, String kind, String place, String message) {

    static EventRow of(ApplicationEvent event) {
        String place = Stream.of(event.topology(), event.operator(), event.task())
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" / "));
        return new EventRow(
                Instant.ofEpochMilli(event.atMillis())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                event.severity().name(),
                words(event.kind()),
                place.isEmpty() ? "–" : place,
                event.message());
    }

    /** A kind in words. */
    static String words(ApplicationEvent.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** All that people may search for. */
    String words() {
        return String.join(" ", kind, place, message);
    }
}

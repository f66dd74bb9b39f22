package io.millrace.ui;

import io.millrace.status.ApplicationEvent;
import io.millrace.status.ApplicationEvent.Kind;
import io.millrace.status.ApplicationEvent.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which events the page shows, as the address says it. What the address has wrong counts as if it did not stand there.
 *
 * @param topology those of one topology and those of none, or null for all
 * @param severity those that are at least so severe
 * @param kind those of one kind, or null for all
 * @param text what their words hold, in whichever case
 */
record EventFilter(
        @Nullable String topology,
        Severity severity,
        @Nullable Kind kind,
        String text) {

    private static final int MAX_TEXT = 200;

    static EventFilter of(
            @Nullable String topology, @Nullable String severity, @Nullable String kind, @Nullable String text) {
        String words = text == null ? "" : text.substring(0, Math.min(text.length(), MAX_TEXT));
        Severity least = named(Severity.values(), severity);
        return new EventFilter(
                topology, least == null ? Severity.INFO : least, named(Kind.values(), kind), words.strip());
    }

    /** The latest events that it lets through, the newest first. */
    List<EventRow> rows(List<ApplicationEvent> events, int limit) {
        List<EventRow> rows = new ArrayList<>(
                events.stream().filter(this::includes).map(EventRow::of).toList());
        Collections.reverse(rows);
        return rows.subList(0, Math.min(limit, rows.size()));
    }

    private boolean includes(ApplicationEvent event) {
        return event.severity().compareTo(severity) >= 0
                && (kind == null || kind == event.kind())
                && (topology == null || event.topology() == null || topology.equals(event.topology()))
                && EventRow.of(event).words().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    private static <E extends Enum<E>> @Nullable E named(E[] values, @Nullable String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}

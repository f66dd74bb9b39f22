package io.millrace.worker.autoconfigure.bean;

import io.millrace.annotation.Window;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@code @Window}. */
final class WindowReader {

    private final SettingsReader settings;
    private final Window window;

    WindowReader(SettingsReader settings, Window window) {
        this.settings = settings;
        this.window = window;
    }

    String lateTo() {
        return settings.text("window.lateTo", window.lateTo());
    }

    /** The windows, or null if nothing is said of them. */
    @Nullable
    WindowSpec spec() {
        Duration tumbling = duration("tumbling", window.tumbling());
        Duration sliding = duration("sliding", window.sliding());
        Duration session = duration("session", window.session());
        Duration every = duration("every", window.every());
        List<String> shapes = new ArrayList<>();
        if (tumbling != null) {
            shapes.add("tumbling");
        }
        if (sliding != null) {
            shapes.add("sliding");
        }
        if (session != null) {
            shapes.add("session");
        }
        if (window.global()) {
            shapes.add("global");
        }
        if (shapes.size() > 1) {
            throw new Refused("window has several shapes: shapes=" + shapes + "; give exactly one of them");
        }
        if (every != null && sliding == null) {
            throw new Refused("window has 'every' but does not slide: every=" + every
                    + "; give sliding its size, or leave every out");
        }
        if (shapes.isEmpty()) {
            requireNothingElse();
            return null;
        }
        if (tumbling != null) {
            return details(WindowSpec.tumbling(tumbling));
        }
        if (sliding != null) {
            if (every == null) {
                throw new Refused("sliding window does not say how far it slides: sliding=" + sliding
                        + "; add every, the distance between the starts of two windows");
            }
            return details(WindowSpec.sliding(sliding, every));
        }
        return details(session != null ? WindowSpec.session(session) : WindowSpec.global());
    }

    private void requireNothingElse() {
        boolean isPlain = window.offset().isEmpty()
                && window.allowedLateness().isEmpty()
                && window.earlyEvery().isEmpty()
                && window.earlyAfter().isEmpty()
                && window.lateTo().isEmpty()
                && !window.discarding();
        if (!isPlain) {
            throw new Refused("window has no shape; give one of tumbling, sliding, session and global");
        }
    }

    private WindowSpec details(WindowSpec shape) {
        WindowSpec spec = shape;
        Duration offset = duration("offset", window.offset());
        Duration lateness = duration("allowedLateness", window.allowedLateness());
        Duration earlyEvery = duration("earlyEvery", window.earlyEvery());
        Integer earlyAfter = settings.number("window.earlyAfter", window.earlyAfter());
        if (earlyEvery != null && earlyAfter != null) {
            throw new Refused("window has two early firings: earlyEvery=" + earlyEvery + ", earlyAfter=" + earlyAfter
                    + "; leave one out");
        }
        if (offset != null && (!window.session().isEmpty() || window.global())) {
            throw new Refused("window of this shape has no offset: offset=" + offset
                    + "; only tumbling and sliding windows can be shifted: leave it out");
        }
        spec = offset == null ? spec : spec.offset(offset);
        spec = lateness == null ? spec : spec.allowedLateness(lateness);
        spec = earlyEvery == null ? spec : spec.earlyEvery(earlyEvery);
        spec = earlyAfter == null ? spec : spec.earlyEvery(earlyAfter.intValue());
        return window.discarding() ? spec.discarding() : spec;
    }

    private @Nullable Duration duration(String attribute, String value) {
        return settings.duration("window." + attribute, value);
    }
}

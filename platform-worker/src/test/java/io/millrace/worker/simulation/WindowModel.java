package io.millrace.worker.simulation;

import io.millrace.window.Window;
import io.millrace.window.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What windows must hold, by their definition and nothing else: takes the records of one split one by one, keeps all of
 * them, and judges each against the watermark before it.
 */
final class WindowModel {

    private final WindowSpec spec;
    private final long boundMillis;
    private final long latenessMillis;
    private long watermarkMillis = Long.MIN_VALUE;

    /** Records of a key and window that came before the watermark reached the window's end, in order of arrival. */
    final Map<Pane, List<Integer>> onTime = new TreeMap<>();

    /** All records of a key and window that came in time for it, in order of arrival. */
    final Map<Pane, List<Integer>> all = new TreeMap<>();

    /** Records that came too late for all their windows. */
    final List<Integer> late = new ArrayList<>();

    private final Map<String, List<LiveSession>> live = new TreeMap<>();

    WindowModel(WindowSpec spec, long boundMillis) {
        this.spec = spec;
        this.boundMillis = boundMillis;
        this.latenessMillis = spec.allowedLateness().toMillis();
    }

    static WindowModel of(WindowSpec spec, long boundMillis, List<Click> clicks) {
        WindowModel model = new WindowModel(spec, boundMillis);
        clicks.forEach(model::add);
        model.live.forEach((key, sessions) -> sessions.forEach(session -> model.keep(key, session)));
        return model;
    }

    private void add(Click click) {
        if (spec.shape() instanceof WindowSpec.Session session) {
            addToSession(click, session.gap().toMillis());
        } else {
            addToWindows(click);
        }
        watermarkMillis = Math.max(watermarkMillis, click.timestampMillis() - boundMillis);
    }

    private void addToWindows(Click click) {
        boolean isLate = true;
        for (Window window : windowsOf(click.timestampMillis())) {
            if (!isOver(window)) {
                isLate = false;
                Pane pane = new Pane(click.key(), window);
                all.computeIfAbsent(pane, p -> new ArrayList<>()).add(click.id());
                if (watermarkMillis < window.endMillis()) {
                    onTime.computeIfAbsent(pane, p -> new ArrayList<>()).add(click.id());
                }
            }
        }
        if (isLate) {
            late.add(click.id());
        }
    }

    private void addToSession(Click click, long gap) {
        List<LiveSession> sessions = live.computeIfAbsent(click.key(), key -> new ArrayList<>());
        for (LiveSession session : List.copyOf(sessions)) {
            if (isOver(new Window(session.start, session.end))) {
                sessions.remove(session);
                keep(click.key(), session);
            }
        }
        LiveSession merged = new LiveSession(click.timestampMillis(), click.timestampMillis() + gap);
        List<LiveSession> swallowed = new ArrayList<>();
        for (LiveSession session : sessions) {
            // Records of one session are less than a gap apart.
            if (click.timestampMillis() < session.end && session.start < click.timestampMillis() + gap) {
                merged.start = Math.min(merged.start, session.start);
                merged.end = Math.max(merged.end, session.end);
                swallowed.add(session);
            }
        }
        if (isOver(new Window(merged.start, merged.end))) {
            late.add(click.id());
            return;
        }
        swallowed.forEach(session -> merged.ids.addAll(session.ids));
        merged.ids.add(click.id());
        sessions.removeAll(swallowed);
        sessions.add(merged);
    }

    private void keep(String key, LiveSession session) {
        Pane pane = new Pane(key, new Window(session.start, session.end));
        all.computeIfAbsent(pane, p -> new ArrayList<>()).addAll(session.ids);
    }

    private boolean isOver(Window window) {
        return watermarkMillis >= window.endMillis() && watermarkMillis - latenessMillis >= window.endMillis();
    }

    private List<Window> windowsOf(long timestamp) {
        List<Window> windows = new ArrayList<>();
        if (spec.shape() instanceof WindowSpec.Global) {
            windows.add(Window.GLOBAL);
        } else if (spec.shape() instanceof WindowSpec.Tumbling t) {
            addWindows(
                    windows,
                    timestamp,
                    t.size().toMillis(),
                    t.size().toMillis(),
                    t.offset().toMillis());
        } else if (spec.shape() instanceof WindowSpec.Sliding s) {
            addWindows(
                    windows,
                    timestamp,
                    s.size().toMillis(),
                    s.slide().toMillis(),
                    s.offset().toMillis());
        }
        return windows;
    }

    /** Tries every window around the timestamp: each starts a multiple of the slide after the offset. */
    private static void addWindows(List<Window> windows, long timestamp, long size, long slide, long offset) {
        long around = (timestamp - offset) / slide;
        long reach = size / slide + 2;
        for (long number = around - reach; number <= around + reach; number++) {
            long start = offset + number * slide;
            if (start <= timestamp && timestamp < start + size) {
                windows.add(new Window(start, start + size));
            }
        }
    }

    /** One key in one window. */
    record Pane(String key, Window window) implements Comparable<Pane> {

        @Override
        public int compareTo(Pane other) {
            int byKey = key.compareTo(other.key);
            return byKey != 0 ? byKey : window.compareTo(other.window);
        }
    }

    private static final class LiveSession {

        private final List<Integer> ids = new ArrayList<>();
        private long start;
        private long end;

        LiveSession(long start, long end) {
            this.start = start;
            this.end = end;
        }
    }
}

package io.millrace.worker.watermark;

import io.millrace.time.EventTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The points of event time that somebody downstream waits for: the ends of windows, and the ends of their allowed
 * lateness. A source sends a watermark when it crosses one of them, and not otherwise.
 */
public final class WatermarkBoundaries {

    /** Nobody waits for anything but the end. */
    public static final WatermarkBoundaries NONE = new WatermarkBoundaries(List.of(), false);

    /** Somebody waits for every millisecond. */
    public static final WatermarkBoundaries EVERY = new WatermarkBoundaries(List.of(), true);

    private final List<Period> periods;
    private final boolean isEvery;

    private WatermarkBoundaries(List<Period> periods, boolean isEvery) {
        this.periods = periods;
        this.isEvery = isEvery;
    }

    /** Boundaries at every multiple of a period, shifted by a phase. */
    public static WatermarkBoundaries periodic(long periodMillis, long phaseMillis) {
        return new WatermarkBoundaries(
                List.of(new Period(periodMillis, Math.floorMod(phaseMillis, periodMillis))), false);
    }

    /** The boundaries of this and the other. */
    public WatermarkBoundaries and(WatermarkBoundaries other) {
        if (isEvery || other.isEvery) {
            return EVERY;
        }
        List<Period> both = new ArrayList<>(periods);
        other.periods.stream().filter(period -> !both.contains(period)).forEach(both::add);
        return new WatermarkBoundaries(List.copyOf(both), false);
    }

    /** The first boundary after a watermark; {@link EventTime#END} if there is none. */
    public long after(long watermarkMillis) {
        if (watermarkMillis == EventTime.NO_WATERMARK) {
            return isEvery || !periods.isEmpty() ? watermarkMillis + 1 : EventTime.END;
        }
        if (isEvery) {
            return watermarkMillis + 1;
        }
        long next = EventTime.END;
        for (Period period : periods) {
            next = Math.min(next, period.after(watermarkMillis));
        }
        return next;
    }

    private record Period(long lengthMillis, long phaseMillis) {

        long after(long watermarkMillis) {
            long sinceBoundary = Math.floorMod(watermarkMillis - phaseMillis, lengthMillis);
            return watermarkMillis - sinceBoundary + lengthMillis;
        }
    }
}

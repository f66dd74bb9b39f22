package io.millrace.window;

import io.millrace.time.EventTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Description of windows over event time: their shape, how late records may come, when results come before the end, and
 * whether a later result of a window includes the earlier ones. Immutable; checked with the topology, where the operator
 * can be named.
 *
 * @param shape form of the windows
 * @param allowedLateness how long after the end of a window, in event time, its late records still count
 * @param earlyFiring results before the end, or null for none
 * @param accumulation what a further result of the same window holds
 */
public record WindowSpec(
        Shape shape, Duration allowedLateness, @Nullable EarlyFiring earlyFiring, Accumulation accumulation) {

    private static final int MAX_SLICES = 10_000;

    /** Refuses what is missing; what is wrong is told by {@link #faults}. */
    public WindowSpec {
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(allowedLateness, "allowedLateness");
        Objects.requireNonNull(accumulation, "accumulation");
    }

    /** Windows of one size, side by side. */
    public static WindowSpec tumbling(Duration size) {
        return of(new Tumbling(size, Duration.ZERO));
    }

    /** Windows of one size that start every {@code slide}; they overlap, and a record belongs to each that holds it. */
    public static WindowSpec sliding(Duration size, Duration slide) {
        return of(new Sliding(size, slide, Duration.ZERO));
    }

    /** Windows that last as long as no gap between the records of a key reaches {@code gap}. */
    public static WindowSpec session(Duration gap) {
        return of(new Session(gap));
    }

    /** One window that ends with the stream; give it an early firing to see results of an endless one. */
    public static WindowSpec global() {
        return of(new Global());
    }

    private static WindowSpec of(Shape shape) {
        return new WindowSpec(shape, Duration.ZERO, null, Accumulation.ACCUMULATING);
    }

    /** Shifts tumbling and sliding windows, for example to a time zone; other shapes stay as they are. */
    public WindowSpec offset(Duration offset) {
        Shape shifted = shape;
        if (shape instanceof Tumbling tumbling) {
            shifted = new Tumbling(tumbling.size(), offset);
        } else if (shape instanceof Sliding sliding) {
            shifted = new Sliding(sliding.size(), sliding.slide(), offset);
        }
        return new WindowSpec(shifted, allowedLateness, earlyFiring, accumulation);
    }

    /** Lets records count that come up to {@code lateness} of event time after the end of their window. */
    public WindowSpec allowedLateness(Duration lateness) {
        return new WindowSpec(shape, lateness, earlyFiring, accumulation);
    }

    /** Yields an early result for a key and window after every {@code count} records. */
    public WindowSpec earlyEvery(int count) {
        return new WindowSpec(shape, allowedLateness, new EveryCount(count), accumulation);
    }

    /** Yields early results every {@code interval} of processing time, for windows that changed since. */
    public WindowSpec earlyEvery(Duration interval) {
        return new WindowSpec(shape, allowedLateness, new EveryInterval(interval), accumulation);
    }

    /** A further result of a window includes what its earlier results held. The default. */
    public WindowSpec accumulating() {
        return new WindowSpec(shape, allowedLateness, earlyFiring, Accumulation.ACCUMULATING);
    }

    /** A further result of a window holds only what came since the result before. */
    public WindowSpec discarding() {
        return new WindowSpec(shape, allowedLateness, earlyFiring, Accumulation.DISCARDING);
    }

    /** What is wrong with this description, each with value and remedy; empty if nothing is. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (shape instanceof Tumbling t) {
            checkLength(faults, "size of the window", "size", t.size());
            checkOffset(faults, t.offset());
        } else if (shape instanceof Sliding s) {
            checkSliding(faults, s);
            checkOffset(faults, s.offset());
        } else if (shape instanceof Session s) {
            checkLength(faults, "gap of the session", "gap", s.gap());
        }
        if (allowedLateness.isNegative() || allowedLateness.compareTo(EventTime.MAX_SPAN) > 0) {
            faults.add("allowed lateness is out of range: allowedLateness=" + allowedLateness
                    + "; use zero or more, at most " + EventTime.MAX_SPAN);
        }
        if (earlyFiring instanceof EveryCount c && c.count() < 1) {
            faults.add("early firing never comes: count=" + c.count() + "; use a count of at least 1");
        } else if (earlyFiring instanceof EveryInterval i) {
            checkLength(faults, "interval of the early firing", "interval", i.interval());
        }
        return List.copyOf(faults);
    }

    private static void checkSliding(List<String> faults, Sliding sliding) {
        Duration size = sliding.size();
        Duration slide = sliding.slide();
        checkLength(faults, "size of the window", "size", size);
        checkLength(faults, "slide of the window", "slide", slide);
        if (!faults.isEmpty()) {
            return;
        }
        if (slide.compareTo(size) > 0) {
            faults.add("sliding window leaves gaps in which records belong to no window: size=" + size + ", slide="
                    + slide + "; use a slide of at most the size");
        } else if (size.toMillis() / sliding.sliceMillis() > MAX_SLICES) {
            faults.add("sliding window has too many slices: size=" + size + ", slide=" + slide + ", slices="
                    + size.toMillis() / sliding.sliceMillis() + ", maxSlices=" + MAX_SLICES
                    + "; use a longer slide, best one that divides the size");
        }
    }

    private static void checkLength(List<String> faults, String subject, String name, Duration length) {
        if (length.compareTo(Duration.ofMillis(1)) < 0 || length.compareTo(EventTime.MAX_SPAN) > 0) {
            faults.add(subject + " is out of range: " + name + "=" + length + "; use at least 1 ms and at most "
                    + EventTime.MAX_SPAN);
        } else if (!isWholeMillis(length)) {
            faults.add(subject + " is finer than event time: " + name + "=" + length
                    + "; use a whole number of milliseconds");
        }
    }

    private static void checkOffset(List<String> faults, Duration offset) {
        boolean isInRange =
                offset.compareTo(EventTime.MAX_SPAN) <= 0 && offset.compareTo(EventTime.MAX_SPAN.negated()) >= 0;
        if (!isInRange || !isWholeMillis(offset)) {
            faults.add("offset of the window is out of range: offset=" + offset
                    + "; use a whole number of milliseconds, less than the size of the window");
        }
    }

    private static boolean isWholeMillis(Duration length) {
        return length.toNanosPart() % 1_000_000 == 0;
    }

    /** Form of windows. */
    public sealed interface Shape {}

    /**
     * Windows side by side.
     *
     * @param size length of a window
     * @param offset start of the windows after the epoch
     */
    public record Tumbling(Duration size, Duration offset) implements Shape {

        /** Refuses what is missing. */
        public Tumbling {
            Objects.requireNonNull(size, "size");
            Objects.requireNonNull(offset, "offset");
        }
    }

    /**
     * Overlapping windows.
     *
     * @param size length of a window
     * @param slide distance between the starts of two windows
     * @param offset start of the windows after the epoch
     */
    public record Sliding(Duration size, Duration slide, Duration offset) implements Shape {

        /** Refuses what is missing. */
        public Sliding {
            Objects.requireNonNull(size, "size");
            Objects.requireNonNull(slide, "slide");
            Objects.requireNonNull(offset, "offset");
        }

        /** Length of the slices of which every window consists: the greatest common divisor of size and slide. */
        public long sliceMillis() {
            long a = size.toMillis();
            long b = slide.toMillis();
            while (b != 0) {
                long rest = a % b;
                a = b;
                b = rest;
            }
            return a;
        }
    }

    /**
     * Windows of activity.
     *
     * @param gap silence that ends a session
     */
    public record Session(Duration gap) implements Shape {

        /** Refuses what is missing. */
        public Session {
            Objects.requireNonNull(gap, "gap");
        }
    }

    /** The one window over everything. */
    public record Global() implements Shape {}

    /** When results come before the end of a window. */
    public sealed interface EarlyFiring {}

    /**
     * After every so many records of a key and window.
     *
     * @param count number of records
     */
    public record EveryCount(int count) implements EarlyFiring {}

    /**
     * After every span of processing time.
     *
     * @param interval length of the span
     */
    public record EveryInterval(Duration interval) implements EarlyFiring {

        /** Refuses what is missing. */
        public EveryInterval {
            Objects.requireNonNull(interval, "interval");
        }
    }

    /** What a further result of the same window holds. */
    public enum Accumulation {
        /** Everything since the window began. */
        ACCUMULATING,
        /** What came since the result before. */
        DISCARDING
    }
}

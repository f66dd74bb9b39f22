package io.millrace.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Something that is measured of tasks or of the operators in them. */
public enum Metric {
    /** Records that an operator has taken. */
    RECORDS_IN("records/s", Kind.RATE, true),
    /** Records that an operator has given, side outputs among them. */
    RECORDS_OUT("records/s", Kind.RATE, true),
    /** Records that came after their windows had been closed. */
    RECORDS_LATE("records/s", Kind.RATE, true),
    /** Records that were left out or became dead letters, because the code had thrown. */
    RECORDS_FAILED("records/s", Kind.RATE, true),
    /** Bytes that a task has taken from other members. */
    BYTES_IN("bytes/s", Kind.RATE, false),
    /** Bytes that a task has sent to other members. */
    BYTES_OUT("bytes/s", Kind.RATE, false),
    /** Share of the time in which a task was at work. */
    BUSY("share", Kind.SHARE, false),
    /** Share of the time in which a task waited for room in its output. */
    WAITING_FOR_CREDIT("share", Kind.SHARE, false),
    /** Share of the time in which a task had work and its thread did that of other tasks. */
    WAITING_FOR_THREAD("share", Kind.SHARE, false),
    /** Share of the time in which a task had nothing to do. */
    IDLE("share", Kind.SHARE, false),
    /** How full the fullest input of a task was, from 0 to 1. */
    QUEUE_FILL("share", Kind.MAXIMUM, false),
    /** How far the watermark of a task was behind the clock. */
    WATERMARK_LAG("ms", Kind.MAXIMUM, false),
    /** Entries of keyed state that an operator kept. */
    STATE_ENTRIES("entries", Kind.TOTAL, true),
    /** How long records took in a task, with all that is fused to it; of each call of the task one record at most is timed. */
    PROCESSING_TIME("ms", Kind.DISTRIBUTION, false),
    /** How old records were at a sink since they had left their source. */
    LATENCY("ms", Kind.DISTRIBUTION, true);

    private final String unit;
    private final Kind kind;
    private final boolean isOfOperators;

    Metric(String unit, Kind kind, boolean isOfOperators) {
        this.unit = unit;
        this.kind = kind;
        this.isOfOperators = isOfOperators;
    }

    /** Its name for people and addresses, such as {@code records-in}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The metric of a name, if there is one. */
    public static Optional<Metric> of(String id) {
        return Arrays.stream(values()).filter(metric -> metric.id().equals(id)).findFirst();
    }

    /** Its unit. */
    public String unit() {
        return unit;
    }

    /** What its numbers are, and so how those of several tasks and moments become one. */
    public Kind kind() {
        return kind;
    }

    /** Whether each operator has its own; else all that are fused to one task have the same. */
    public boolean isOfOperators() {
        return isOfOperators;
    }

    /** What numbers are. */
    public enum Kind {
        /** So much in a second: those of tasks are added up. */
        RATE,
        /** A part of the whole: the mean over tasks. */
        SHARE,
        /** The greatest counts, over time and over tasks. */
        MAXIMUM,
        /** So much at the end of a step: those of tasks are added up. */
        TOTAL,
        /** How often which numbers occurred: distributions are merged, and never averaged. */
        DISTRIBUTION
    }
}

package io.millrace.benchmark.workload;

import java.util.Arrays;
import java.util.Optional;

/** The workloads that engines are compared by. */
public enum WorkloadKind {
    /** Strings of 100 bytes through source, operator and sink, shuffled between them; an event is a string. */
    PASS("pass", 40_000_000),
    /** The same without shuffles. */
    PASS_FUSED("pass-fused", 100_000_000),
    /** Words of a book, counted by word and second; an event is a word. */
    WORD_COUNT("word-count", 20_000_000),
    /** Requests and responses joined by id, the mean latency of a firm by minute; an event is a message. */
    FIRMS("firms", 6_000_000);

    private final String title;
    private final long defaultEvents;

    WorkloadKind(String title, long defaultEvents) {
        this.title = title;
        this.defaultEvents = defaultEvents;
    }

    /** The workload of a title, if there is one. */
    public static Optional<WorkloadKind> ofTitle(String title) {
        return Arrays.stream(values()).filter(kind -> kind.title.equals(title)).findFirst();
    }

    /** Name, as commands and results show it. */
    public String title() {
        return title;
    }

    /** Events of a run that is long enough to say something. */
    public long defaultEvents() {
        return defaultEvents;
    }

    /** Number of events that a run has to do when so many are asked for: a line of the book is not cut. */
    public long events(long asked) {
        return this == WORD_COUNT ? WordCountInput.text(asked).wordCount() : asked;
    }
}

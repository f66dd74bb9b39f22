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
    FIRMS("firms", 6_000_000),
    /** Persons, auctions and bids, handed on as they are. */
    NEXMARK_Q0("nexmark-q0", 20_000_000),
    /** Bids in another currency. */
    NEXMARK_Q1("nexmark-q1", 20_000_000),
    /** Bids on a few auctions. */
    NEXMARK_Q2("nexmark-q2", 20_000_000),
    /** Persons of some states and what they sell of a category. */
    NEXMARK_Q3("nexmark-q3", 20_000_000),
    /** The mean price of the auctions of a category that close in a window. */
    NEXMARK_Q4("nexmark-q4", 10_000_000),
    /** The auction with the most bids in each of the windows that overlap. */
    NEXMARK_Q5("nexmark-q5", 10_000_000),
    /** The highest bid of a window. */
    NEXMARK_Q7("nexmark-q7", 10_000_000),
    /** Who has both registered and sold in a window. */
    NEXMARK_Q8("nexmark-q8", 20_000_000),
    /** How many bids somebody makes without a pause. */
    NEXMARK_Q11("nexmark-q11", 10_000_000);

    /** Name that stands for all queries of Nexmark. */
    public static final String NEXMARK = "nexmark";

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

    /** Whether it is a query of Nexmark. */
    public boolean isNexmark() {
        return title.startsWith(NEXMARK);
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

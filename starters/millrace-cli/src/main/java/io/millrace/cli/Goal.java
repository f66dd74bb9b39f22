package io.millrace.cli;

import java.util.Set;

/** What a command waits for: a decision over what is seen of a topology, one moment after the other. */
final class Goal {

    /** It runs, or has run to its end already. What it was before it was told to start does not count. */
    static final Goal START = new Goal(Set.of("RUNNING", "FINISHED"), Set.of("FAILED"), Staleness.OF_ENDS);

    /** It is out of work. */
    static final Goal STOP = new Goal(Set.of("STOPPED", "FINISHED"), Set.of("FAILED"), Staleness.NONE);

    /** It is out of work, however. */
    static final Goal CANCEL = new Goal(Set.of("STOPPED", "FINISHED", "FAILED"), Set.of(), Staleness.NONE);

    /** All its results are out. */
    static final Goal DRAIN = new Goal(Set.of("FINISHED"), Set.of("STOPPED", "FAILED"), Staleness.NONE);

    /** It runs anew. */
    static final Goal RESTART = new Goal(Set.of("RUNNING", "FINISHED"), Set.of("FAILED"), Staleness.OF_ALL);

    private final Set<String> reached;
    private final Set<String> missed;
    private final Staleness staleness;

    private Goal(Set<String> reached, Set<String> missed, Staleness staleness) {
        this.reached = reached;
        this.missed = missed;
        this.staleness = staleness;
    }

    /** It is in one of these states; that it has failed ends the waiting, unless it is waited for. */
    static Goal waitFor(Set<String> states) {
        return new Goal(states, states.contains("FAILED") ? Set.of() : Set.of("FAILED"), Staleness.NONE);
    }

    /**
     * What a moment means.
     *
     * @param before the topology before it was told anything
     * @param now the topology now
     * @param hasMoved whether it has been seen in another state than before
     */
    Verdict judge(Moment before, Moment now, boolean hasMoved) {
        boolean isNew = hasMoved || !now.equals(before);
        if (!isNew && (staleness == Staleness.OF_ALL || (staleness == Staleness.OF_ENDS && before.isEnd()))) {
            return Verdict.NOT_YET;
        }
        if (reached.contains(now.state())) {
            return Verdict.REACHED;
        }
        return missed.contains(now.state()) ? Verdict.MISSED : Verdict.NOT_YET;
    }

    @Override
    public String toString() {
        return String.join(" or ", reached.stream().sorted().toList());
    }

    /** Which states may be left over from before. */
    private enum Staleness {
        NONE,
        OF_ENDS,
        OF_ALL
    }

    /** What a moment means. */
    enum Verdict {
        REACHED,
        MISSED,
        NOT_YET
    }
}

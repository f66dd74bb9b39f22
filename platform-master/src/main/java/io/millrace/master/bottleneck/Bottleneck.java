package io.millrace.master.bottleneck;

import java.util.List;

/**
 * What holds a topology back.
 *
 * @param verdict whether anything does
 * @param cause why, as far as figures tell
 * @param steps names of the steps that run in the tasks at fault, or of the busiest ones; empty without data
 * @param holdsBack steps that wait for them, stage by stage, the ones that wait most first
 * @param busy share of its time in which the busiest task of these was at work
 * @param waitingForThread share in which that task had work and its thread did that of others
 * @param tasks how many tasks run the steps
 * @param hotTasks how many of these have next to no time left
 */
public record Bottleneck(
        Verdict verdict,
        Cause cause,
        List<String> steps,
        List<List<String>> holdsBack,
        double busy,
        double waitingForThread,
        int tasks,
        int hotTasks) {

    /** Nothing is known. */
    static final Bottleneck UNKNOWN = new Bottleneck(Verdict.NO_DATA, Cause.NONE, List.of(), List.of(), 0, 0, 0, 0);

    /** Keeps its own copies. */
    public Bottleneck {
        steps = List.copyOf(steps);
        holdsBack = holdsBack.stream().map(List::copyOf).toList();
    }

    /** Whether anything holds back others. */
    public enum Verdict {
        /** Nothing is known yet, or nothing runs. */
        NO_DATA,
        /** Nobody waits, and nobody is at the limit. */
        NOTHING,
        /** Nobody waits, but steps that have inputs have next to no time left. */
        NEAR_LIMIT,
        /** Nobody waits; a source gives as much as it can. */
        SOURCE_SETS_PACE,
        /** Steps hold back others. */
        HELD_BACK
    }

    /** Why steps hold back others. */
    public enum Cause {
        /** Nothing is held back. */
        NONE,
        /** All tasks have more to do than they can. */
        TOO_MUCH_WORK,
        /** A few tasks get far more records than the others, because records of one key go to one task. */
        KEY_SKEW,
        /** A few tasks get far more records than the others. */
        UNEVEN_RECORDS,
        /** A few tasks are slower than the others, though they do not get more records. */
        SLOW_TASKS,
        /** Tasks have work, and wait for the thread that they share with others. */
        FEW_THREADS,
        /** The tasks have time left: they wait for something else. */
        OTHER_WAIT
    }
}

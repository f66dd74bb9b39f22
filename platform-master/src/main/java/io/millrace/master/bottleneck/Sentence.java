package io.millrace.master.bottleneck;

import java.util.List;

/** A bottleneck in words. Names of steps stand in backticks, so that a page can tell them from words. */
public final class Sentence {

    private static final int MAX_STEPS = 3;

    private Sentence() {}

    /** One sentence, without a full stop. */
    public static String of(Bottleneck found) {
        String steps = steps(found.steps());
        return switch (found.verdict()) {
            case NO_DATA -> "No data yet";
            case NOTHING -> "Nothing is held back: " + busiest(found);
            case NEAR_LIMIT ->
                "Nothing is held back, but " + steps + " is close to its limit: " + load(found) + ", " + hot(found);
            case SOURCE_SETS_PACE ->
                "Nothing is held back: the source " + steps + " sets the pace, " + percent(found.busy()) + " busy";
            case HELD_BACK -> steps + " holds back " + all(found.holdsBack()) + reason(found);
        };
    }

    private static String busiest(Bottleneck found) {
        if (Math.round(found.busy() * 100) == 0) {
            return "all steps are idle";
        }
        boolean isOne = found.steps().size() == 1;
        return (isOne ? "the busiest step is " : "the busiest steps are ") + steps(found.steps()) + ", "
                + percent(found.busy()) + " busy";
    }

    private static String reason(Bottleneck found) {
        String figures = ": " + load(found) + ", " + hot(found);
        return switch (found.cause()) {
            case KEY_SKEW -> figures + ": key skew";
            case UNEVEN_RECORDS -> figures + ": they get more records than the others";
            case SLOW_TASKS -> figures + ": slower than the others, with no more records";
            case FEW_THREADS -> figures + ": too few threads or cores";
            case OTHER_WAIT ->
                ", though it is only " + percent(found.busy())
                        + " busy: it waits for something else, such as a retry, a barrier or the network";
            case TOO_MUCH_WORK, NONE -> figures;
        };
    }

    private static String load(Bottleneck found) {
        String busy = percent(found.busy()) + " busy";
        return found.waitingForThread() < 0.1
                ? busy
                : busy + " and " + percent(found.waitingForThread()) + " waiting for its thread";
    }

    private static String hot(Bottleneck found) {
        if (found.tasks() == 1) {
            return "its only task hot";
        }
        return found.hotTasks() == found.tasks()
                ? "all " + found.tasks() + " tasks hot"
                : found.hotTasks() + " of " + found.tasks() + " tasks hot";
    }

    private static String all(List<List<String>> stages) {
        String first = steps(stages.get(0));
        return switch (stages.size()) {
            case 1 -> first;
            case 2 -> first + " and " + steps(stages.get(1));
            default -> first + ", " + steps(stages.get(1)) + " and " + (stages.size() - 2) + " more";
        };
    }

    /** Fused steps are one thing; of many, the first and the last say which. */
    private static String steps(List<String> steps) {
        if (steps.size() <= MAX_STEPS) {
            return "`" + String.join("` → `", steps) + "`";
        }
        return "`" + steps.get(0) + "` → … → `" + steps.get(steps.size() - 1) + "`";
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}

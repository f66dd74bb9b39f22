package io.millrace.master.bottleneck;

import java.util.List;

/**
 * What a task has spent a while on. The four shares are parts of one and the same time, from 0 to 1.
 *
 * @param stage name of its stage
 * @param task number among the tasks of the stage
 * @param steps names of the steps in it, in the order in which records pass them
 * @param busy share in which it was at work
 * @param waitingForCredit share in which its output was full
 * @param waitingForThread share in which it had work and its thread did that of others
 * @param recordsInPerSecond records that it has taken
 * @param queueFill how full its fullest input is, from 0 to 1; 0 if it has none
 */
public record TaskLoad(
        String stage,
        int task,
        List<String> steps,
        double busy,
        double waitingForCredit,
        double waitingForThread,
        double recordsInPerSecond,
        double queueFill) {

    /** From here on a task has next to no time left. */
    private static final double HOT = 0.8;

    /** Keeps its own copy of the names. */
    public TaskLoad {
        steps = List.copyOf(steps);
    }

    /** Share in which it had something to do, whether its thread let it or not. */
    public double load() {
        return busy + waitingForThread;
    }

    /** Whether it has next to no time left. */
    public boolean isHot() {
        return isHot(load());
    }

    /** Whether a task with something to do in such a share of its time has next to none left. */
    public static boolean isHot(double load) {
        return load >= HOT;
    }
}

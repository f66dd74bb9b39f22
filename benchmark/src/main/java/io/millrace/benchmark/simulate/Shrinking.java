package io.millrace.benchmark.simulate;

import io.millrace.worker.simulation.crash.CrashLimits;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Finds a small run that still fails: bound by bound, the lowest value of a ladder with which it does. */
final class Shrinking {

    private static final List<Integer> FEW = List.of(0, 1, 2, 3, 5, 8);
    private static final List<Integer> EVENTS = List.of(1, 3, 6, 12, 25, 50);
    private static final List<Integer> TASKS = List.of(1, 2, 3);

    private final Predicate<CrashLimits> stillFails;
    private CrashLimits smallest;

    private Shrinking(CrashLimits from, Predicate<CrashLimits> stillFails) {
        this.smallest = from;
        this.stillFails = stillFails;
    }

    /** The smallest limits found with which a run that fails within {@code from} still does. */
    static CrashLimits smallest(CrashLimits from, Predicate<CrashLimits> stillFails) {
        Shrinking shrinking = new Shrinking(from, stillFails);
        shrinking.shrink();
        return shrinking.smallest;
    }

    private void shrink() {
        CrashLimits before;
        do {
            before = smallest;
            lower(TASKS, smallest.parallelism(), value -> Limits.of(smallest).parallelism(value));
            lower(EVENTS, smallest.events(), value -> Limits.of(smallest).events(value));
            lower(FEW, smallest.diskFaults(), value -> Limits.of(smallest).diskFaults(value));
            lower(FEW, smallest.taskFailures(), value -> Limits.of(smallest).taskFailures(value));
            lower(FEW, smallest.processCrashes(), value -> Limits.of(smallest).processCrashes(value));
        } while (!before.equals(smallest));
    }

    private void lower(List<Integer> ladder, int current, IntFunction<CrashLimits> with) {
        for (int value : ladder) {
            if (value >= current) {
                return;
            }
            CrashLimits smaller = with.apply(value);
            if (stillFails.test(smaller)) {
                smallest = smaller;
                return;
            }
        }
    }

    /** Copies of limits with one of them changed. */
    private record Limits(CrashLimits limits) {

        static Limits of(CrashLimits limits) {
            return new Limits(limits);
        }

        CrashLimits parallelism(int value) {
            return new CrashLimits(
                    limits.processCrashes(), limits.taskFailures(), limits.diskFaults(), limits.events(), value);
        }

        CrashLimits events(int value) {
            return new CrashLimits(
                    limits.processCrashes(), limits.taskFailures(), limits.diskFaults(), value, limits.parallelism());
        }

        CrashLimits diskFaults(int value) {
            return new CrashLimits(
                    limits.processCrashes(), limits.taskFailures(), value, limits.events(), limits.parallelism());
        }

        CrashLimits taskFailures(int value) {
            return new CrashLimits(
                    limits.processCrashes(), value, limits.diskFaults(), limits.events(), limits.parallelism());
        }

        CrashLimits processCrashes(int value) {
            return new CrashLimits(
                    value, limits.taskFailures(), limits.diskFaults(), limits.events(), limits.parallelism());
        }
    }
}

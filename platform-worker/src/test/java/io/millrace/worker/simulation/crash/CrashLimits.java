package io.millrace.worker.simulation.crash;

/**
 * Bounds that make a run smaller than its seed would have it, to find out what of it matters. The seed decides everything
 * else as it would without them.
 *
 * @param processCrashes how often the process may die, but for deaths that come of the disk
 * @param taskFailures how often user code may fail
 * @param diskFaults how often something of the disk may fail, crash or be damaged
 * @param events most events of a split
 * @param parallelism most tasks of a step
 */
public record CrashLimits(int processCrashes, int taskFailures, int diskFaults, int events, int parallelism) {

    /** The seed alone decides. */
    public static final CrashLimits NONE = new CrashLimits(
            Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
}

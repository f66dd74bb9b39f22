package io.millrace.worker.simulation.crash;

/** Sees that a cluster in which nothing fails any more comes to rest: it runs, and nothing of it is restarted. */
final class Rest {

    private static final int QUIET_STEPS = 1_000;
    private static final int PATIENCE_STEPS = 200_000;

    private long restarts;
    private int quietSteps;
    private int steps;

    /**
     * Looks once a step.
     *
     * @return whether it has been at rest for a while
     * @throws AssertionError if that takes too long
     */
    boolean isReached(boolean isRunning, long restartsNow) {
        quietSteps = isRunning && restartsNow == restarts ? quietSteps + 1 : 0;
        restarts = restartsNow;
        if (steps++ > PATIENCE_STEPS) {
            throw new AssertionError("Cluster does not come to rest, though nothing fails any more");
        }
        return quietSteps >= QUIET_STEPS;
    }

    /**
     * Nothing failed any more until the end.
     *
     * @throws AssertionError if something was restarted all the same
     */
    void requireKept(long restartsNow) {
        if (restartsNow != restarts) {
            throw new AssertionError(
                    "Tasks were restarted, though nothing has failed: restarts=" + restarts + ", now=" + restartsNow);
        }
    }
}

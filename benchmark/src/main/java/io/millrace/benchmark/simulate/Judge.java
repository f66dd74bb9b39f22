package io.millrace.benchmark.simulate;

import io.millrace.worker.simulation.crash.CrashLimits;
import io.millrace.worker.simulation.crash.CrashSimulation;

/** Runs a seed to its end; what it throws is the verdict. Any thread. */
@FunctionalInterface
interface Judge {

    /** The one that counts. */
    Judge CRASHES = (seed, limits) -> new CrashSimulation(seed, limits).run();

    /**
     * Runs a seed within limits.
     *
     * @return what the run was like
     * @throws AssertionError if the engine has done wrong
     */
    Object run(long seed, CrashLimits limits);

    /** What is wrong with a seed within limits, or empty if nothing is. */
    default String fault(long seed, CrashLimits limits) {
        try {
            run(seed, limits);
            return "";
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }
}

package io.millrace.benchmark.simulate;

import io.millrace.worker.simulation.crash.ClusterSimulation;
import io.millrace.worker.simulation.crash.CrashLimits;
import io.millrace.worker.simulation.crash.CrashSimulation;
import io.millrace.worker.simulation.crash.LeaderSimulation;

/** Runs a seed to its end; what it throws is the verdict. Any thread. */
@FunctionalInterface
interface Judge {

    /** Whole lives of an application in one process. */
    Judge CRASHES = (seed, limits) -> new CrashSimulation(seed, limits).run();

    /** Several processes: first with one leader in all of its lives, then with leaders that follow each other. Knows no limits. */
    Judge CLUSTERS = (seed, limits) -> new ClusterSimulation(seed).run() + "; " + new LeaderSimulation(seed).run();

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

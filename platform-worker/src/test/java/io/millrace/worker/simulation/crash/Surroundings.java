package io.millrace.worker.simulation.crash;

import java.util.Random;
import java.util.function.LongSupplier;

/**
 * What the application of a simulation finds around it.
 *
 * @param chaos decides where something fails
 * @param violations takes what must never be
 * @param ledger takes results
 * @param random decides what sources have at hand
 * @param pace decides how far they may read
 * @param attempt number of the attempt that the code runs in which is called now
 */
record Surroundings(Chaos chaos, Violations violations, Ledger ledger, Random random, Pace pace, LongSupplier attempt) {

    /** Those of an application in one process, in which attempts follow each other. */
    static Surroundings ofOneProcess(Chaos chaos, Violations violations, Ledger ledger, Random random) {
        return new Surroundings(chaos, violations, ledger, random, Pace.FREE, () -> 0);
    }
}

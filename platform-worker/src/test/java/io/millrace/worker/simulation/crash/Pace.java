package io.millrace.worker.simulation.crash;

/** Says how far sources may read by now, so that there is work for as long as a simulation wants some. */
@FunctionalInterface
interface Pace {

    /** Everything, at once. */
    Pace FREE = (read, length) -> true;

    /** Whether a split of a length may be read on from where it is; or may end, if all of it has been read. */
    boolean isDue(int read, int length);
}

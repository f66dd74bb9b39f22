package io.millrace.worker.simulation.crash;

import org.jspecify.annotations.Nullable;

/** A reign that is over, of which its leader does not know. */
final class StaleReign {

    private final Reign reign;
    private final boolean isApart;
    private final boolean isAlone;
    private int stepsLeft;

    /**
     * Begins.
     *
     * @param stepsLeft for how long it is not known
     * @param isApart whether those that lead later do not reach it
     * @param isAlone whether nobody does
     */
    StaleReign(Reign reign, int stepsLeft, boolean isApart, boolean isAlone) {
        this.reign = reign;
        this.stepsLeft = stepsLeft;
        this.isApart = isApart;
        this.isAlone = isAlone;
    }

    SimulatedExecutor leader() {
        return reign.leader();
    }

    boolean isApart() {
        return isApart;
    }

    /** Whether one is its leader, and does not reach another. */
    boolean isParted(SimulatedExecutor one, SimulatedExecutor other, @Nullable SimulatedExecutor newLeader) {
        return one == reign.leader() && one != other && (isAlone || (isApart && other == newLeader));
    }

    void endSoon() {
        stepsLeft = 0;
    }

    /** Called once a step; whether it is known now. */
    boolean isEnding() {
        return stepsLeft-- <= 0;
    }

    void look() {
        reign.look();
    }
}

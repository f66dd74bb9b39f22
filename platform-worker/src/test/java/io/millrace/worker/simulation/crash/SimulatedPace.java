package io.millrace.worker.simulation.crash;

/** Lets sources read all but the end while things fail, a bit at a time, and lets them end when it is told to. */
final class SimulatedPace implements Pace {

    private final int calmAt;
    private int steps;
    private boolean isOpen;

    SimulatedPace(int calmAt) {
        this.calmAt = calmAt;
    }

    void pass() {
        steps++;
    }

    int steps() {
        return steps;
    }

    /** Whether things may fail no more. */
    boolean isCalm() {
        return steps >= calmAt;
    }

    void open() {
        isOpen = true;
    }

    boolean isOpen() {
        return isOpen;
    }

    @Override
    public boolean isDue(int read, int length) {
        return isOpen || (read < length && (long) read * calmAt <= (long) length * steps);
    }
}

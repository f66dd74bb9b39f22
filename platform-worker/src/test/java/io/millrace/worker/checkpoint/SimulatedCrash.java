package io.millrace.worker.checkpoint;

/** The machine of a {@link SimulatedDisk} has gone down; nobody in it goes on. */
public final class SimulatedCrash extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SimulatedCrash() {
        super("The machine has gone down; call crash() of the disk to start it again");
    }
}

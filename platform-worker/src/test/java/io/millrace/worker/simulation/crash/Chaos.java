package io.millrace.worker.simulation.crash;

import java.util.Random;

/**
 * Decides, by a seed, where something fails. Code of the simulated application asks it at every point at which a real one
 * could die.
 */
final class Chaos {

    private final Random random;
    private int processCrashes;
    private int taskFailures;
    private boolean isDown;

    Chaos(Random random, CrashLimits limits) {
        this.random = random;
        this.processCrashes = Math.min(random.nextInt(5), limits.processCrashes());
        this.taskFailures = Math.min(random.nextInt(4), limits.taskFailures());
    }

    /** Whether there is more to come. */
    boolean isOver() {
        return processCrashes == 0 && taskFailures == 0;
    }

    /** Nothing fails any more. */
    void end() {
        processCrashes = 0;
        taskFailures = 0;
    }

    /** Whether the process has died in a call; nobody in it may do anything more. */
    boolean isDown() {
        return isDown;
    }

    void restart() {
        isDown = false;
    }

    /** A point at which the process may die. */
    void point(int oneIn) {
        if (isDown) {
            throw new ProcessDied();
        }
        if (processCrashes > 0 && random.nextInt(oneIn) == 0) {
            processCrashes--;
            isDown = true;
            throw new ProcessDied();
        }
    }

    /** A call of user code that may fail. */
    void call(int oneIn) {
        point(oneIn * 4);
        if (taskFailures > 0 && random.nextInt(oneIn) == 0) {
            taskFailures--;
            throw new IllegalStateException("User code fails, as the seed will have it");
        }
    }

    /** Nobody in the process goes on. */
    static final class ProcessDied extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ProcessDied() {
            super("Process has died, as the seed will have it", null, false, false);
        }
    }
}

package io.millrace.worker.simulation.crash;

import java.util.List;
import java.util.Random;

/**
 * Has processes stand still for a while, and closes ways between them, as the seed will have it. One that was told to start tasks
 * does not stand still before their sinks have taken over: what these give up then may be of a later attempt, which nothing but a
 * fence in the system behind the sinks can prevent.
 */
final class Disturbances {

    private static final int ONE_IN = 600;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Random random;
    private final SimulatedNetwork network;
    private int left;
    private int pauses;
    private int closedWays;

    Disturbances(Random random, SimulatedNetwork network) {
        this.random = random;
        this.network = network;
        this.left = random.nextInt(6);
    }

    void end() {
        left = 0;
    }

    int pauses() {
        return pauses;
    }

    int closedWays() {
        return closedWays;
    }

    /** Disturbs one of those that live, or does not. */
    void strike(List<SimulatedExecutor> living) {
        if (left == 0 || living.isEmpty() || random.nextInt(ONE_IN) > 0) {
            return;
        }
        left--;
        SimulatedExecutor one = living.get(random.nextInt(living.size()));
        SimulatedExecutor other = living.get(random.nextInt(living.size()));
        if (random.nextBoolean() || one == other) {
            if (one.isOpening()) {
                return;
            }
            pauses++;
            one.pause(1 + random.nextInt(random.nextBoolean() ? 50 : 3_000));
            return;
        }
        closedWays++;
        long nanos = (1 + random.nextInt(8_000)) * NANOS_PER_MILLI;
        network.close(one, other, nanos);
        if (random.nextBoolean()) {
            network.close(other, one, nanos);
        }
    }
}

package io.millrace.worker.simulation.crash;

import io.millrace.worker.cluster.Wishes;
import io.millrace.worker.supervise.Beginning;
import io.millrace.worker.supervise.SavepointRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * People who take savepoints, stop the topology and start it again, from where it was, from a savepoint or anew, or drain it.
 * When they go back to a savepoint, they bring what the sinks write to back to it too.
 */
final class People implements SavepointRequest {

    private static final int ACT_ONE_IN = 400;
    private static final int START_ONE_IN = 50;

    private final Random random;
    private final Ledger ledger;
    private final List<Long> savepoints = new ArrayList<>();
    private final Set<String> begun = new HashSet<>();
    private int actionsLeft;
    private boolean isDrained;
    private int stops;
    private int returns;

    People(Random random, Ledger ledger) {
        this.random = random;
        this.ledger = ledger;
        this.actionsLeft = random.nextInt(5);
    }

    /** They want nothing any more, but that it runs. */
    void rest() {
        actionsLeft = 0;
    }

    boolean hasDrained() {
        return isDrained;
    }

    int stops() {
        return stops;
    }

    /** Number of times that it began with something else than the last checkpoint. */
    int returns() {
        return returns;
    }

    /** What they want now; null for nothing. What has ended before its end is started again. */
    @Nullable
    Wish next(boolean hasEnded) {
        if (hasEnded) {
            return random.nextInt(START_ONE_IN) == 0 ? Wish.START : null;
        }
        if (actionsLeft == 0 || isDrained || random.nextInt(ACT_ONE_IN) > 0) {
            return null;
        }
        actionsLeft--;
        return switch (random.nextInt(12)) {
            case 0 -> Wish.DRAIN;
            case 1, 2, 3, 4 -> Wish.STOP;
            default -> Wish.SAVEPOINT;
        };
    }

    /** What is to be written down of a wish. */
    Wishes written(Wish wish, Wishes now) {
        return switch (wish) {
            case SAVEPOINT -> now;
            case STOP -> now.stop(SimulatedCluster.TOPOLOGY);
            case DRAIN -> now.drain(SimulatedCluster.TOPOLOGY);
            case START -> start(now);
        };
    }

    private Wishes start(Wishes now) {
        int choice = random.nextInt(4);
        if (choice < 2 || (choice == 2 && savepoints.isEmpty())) {
            return now.resume(SimulatedCluster.TOPOLOGY);
        }
        long savepoint = choice == 3 && random.nextInt(3) > 0 || savepoints.isEmpty()
                ? 0
                : savepoints.get(random.nextInt(savepoints.size()));
        return now.begin(
                SimulatedCluster.TOPOLOGY, new Beginning(savepoint, Long.toHexString(random.nextLong())).text());
    }

    /** They ask for it; maybe in vain. */
    void ask(Wish wish) {
        stops += wish == Wish.STOP ? 1 : 0;
        isDrained |= wish == Wish.DRAIN;
    }

    /** A run begins with something, for the first time or again. */
    void begins(Beginning beginning) {
        if (begun.add(beginning.wish())) {
            returns++;
            ledger.goBackTo(beginning.checkpointId());
            savepoints.removeIf(savepoint -> savepoint > beginning.checkpointId());
        }
    }

    @Override
    public void onTaken(long checkpointId) {
        savepoints.add(checkpointId);
    }

    @Override
    public void onFailed(String reason) {
        // They go without.
    }

    /** What they may want. */
    enum Wish {
        SAVEPOINT,
        STOP,
        START,
        DRAIN
    }
}

package io.millrace.worker.supervise;

import io.millrace.worker.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * A part of a topology that hangs together, and is restarted together.
 *
 * <p><b>Thread.</b> Owned by the supervisor.
 */
final class Region {

    private final Plan plan;
    private final RestartBudget budget;
    private State state = State.WAITING;
    private long restartAtMillis;
    private @Nullable RegionAttempt attempt;

    Region(Plan plan, RestartBudget budget) {
        this.plan = plan;
        this.budget = budget;
    }

    Plan plan() {
        return plan;
    }

    /** What it is called by, as long as the topology is planned in the same way. */
    int number() {
        return plan.stages().get(0).number();
    }

    RestartBudget budget() {
        return budget;
    }

    State state() {
        return state;
    }

    /** The current start, or null before the first. */
    @Nullable
    RegionAttempt attempt() {
        return attempt;
    }

    /** Whether all its tasks are open and take part in checkpoints. */
    boolean isRunning() {
        return state == State.RUNNING;
    }

    void start(RegionAttempt started) {
        attempt = started;
        state = State.STARTING;
    }

    void run() {
        state = State.RUNNING;
    }

    /** Its tasks are being closed; it is to be restarted no sooner than at a time. */
    void fail(long restartAt) {
        state = State.CLOSING;
        restartAtMillis = restartAt;
    }

    /** Nothing of it runs any more; it waits for its restart. */
    void await() {
        state = State.WAITING;
    }

    void end() {
        state = State.ENDED;
    }

    long restartAtMillis() {
        return restartAtMillis;
    }

    /** Where a region is in its life. */
    enum State {
        /** Nothing of it runs; it is started when its time has come. */
        WAITING,
        /** Its tasks are being opened. */
        STARTING,
        /** All its tasks are open. */
        RUNNING,
        /** A task has failed, and the others are being closed. */
        CLOSING,
        /** Its tasks have been closed, and will not be started again. */
        ENDED
    }
}

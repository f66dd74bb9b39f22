package io.millrace.worker;

import io.millrace.worker.plan.Placement;
import io.millrace.worker.remote.ClusterHost;
import org.jspecify.annotations.Nullable;

/**
 * A topology that runs in several executors and is kept alive by this one.
 *
 * <p><b>Thread.</b> Any.
 */
final class Leading {

    private final TopologyRun run;
    private final ClusterSeat seat;
    private @Nullable ClusterHost host; // guarded by this
    private @Nullable Keeper keeper; // guarded by this

    Leading(TopologyRun run, ClusterSeat seat) {
        this.run = run;
        this.seat = seat;
    }

    /** Begins to listen to the members, and to call the supervisor. */
    synchronized void start(ClusterHost started, Keeper starting) {
        host = started;
        keeper = starting;
        run.keep(starting);
        seat.switchboard().register(run.topology().name(), started);
        starting.thread().start(starting.supervisor()::work, starting.supervisor()::isOver);
    }

    /** Says where tasks run that are started from now on. */
    synchronized void assign(Placement placement) {
        if (host != null) {
            host.assign(placement);
        }
    }

    /** Gives an executor up that takes part. */
    synchronized void giveUp(int executor, String reason) {
        if (host != null) {
            host.giveUp(executor, reason);
        }
    }

    /** Tasks cannot be started for now. */
    synchronized void unassign(String reason) {
        if (host != null) {
            host.unassign(reason);
        }
    }

    /** Leads no more: says nothing to anybody and waits for what is being done to end. Whoever leads next takes over. */
    void resign() {
        Keeper resigning = forget();
        if (resigning != null) {
            resigning.thread().stop();
        }
    }

    private synchronized @Nullable Keeper forget() {
        Keeper resigning = keeper;
        if (host != null) {
            seat.switchboard().unregister(run.topology().name(), host);
        }
        host = null;
        keeper = null;
        if (!seat.endsWithLeader()) {
            run.keep(null);
        }
        return resigning;
    }

    /** The supervisor has nothing to do any more. */
    void over() {
        if (seat.endsWithLeader()) {
            forget();
            run.leave();
        }
    }
}

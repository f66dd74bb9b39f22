package io.millrace.master.coordination;

import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.CoordinationListener;
import io.millrace.cluster.CoordinationListener.Connection;
import io.millrace.cluster.Leader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a listener is still to be told: one call at a time, in order, each as a task of its own on the executor.
 *
 * <p><b>Contract.</b> It holds no more than six calls, however slow the listener is: a newer list of members, leader or state
 * of the connection takes the place of one that was not told yet, but for the loss of a session, and an election that ended
 * before it was told is not told. So a listener hears the newest of each, and elections and dismissals in turn.
 *
 * <p><b>Thread.</b> Any; it has a lock of its own, and calls nobody under it but {@link Executor#execute}.
 */
public final class ListenerCalls {

    private static final Logger log = LoggerFactory.getLogger(ListenerCalls.class);

    private final CoordinationListener listener;
    private final Executor executor;

    // Guarded by this.
    private final Deque<Call> pending = new ArrayDeque<>();
    private boolean isScheduled;
    private boolean isClosed;

    /** Tells a listener on an executor, which may have as many threads as it likes. */
    public ListenerCalls(CoordinationListener listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    /** See {@link CoordinationListener#onMembers}. */
    public void members(List<ClusterMemberInfo> members) {
        List<ClusterMemberInfo> copy = List.copyOf(members);
        replace(new Call(Kind.MEMBERS, to -> to.onMembers(copy)));
    }

    /** See {@link CoordinationListener#onLeader}. */
    public void leader(@Nullable Leader leader) {
        replace(new Call(Kind.LEADER, to -> to.onLeader(leader)));
    }

    /** See {@link CoordinationListener#onConnection}. */
    public void connection(Connection connection, String reason) {
        Kind kind = connection == Connection.LOST ? Kind.LOSS : Kind.CONNECTION;
        replace(new Call(kind, to -> to.onConnection(connection, reason)));
    }

    /** See {@link CoordinationListener#onElected}. */
    public synchronized void elected(long epoch) {
        add(new Call(Kind.ELECTION, to -> to.onElected(epoch)));
    }

    /** See {@link CoordinationListener#onDismissed}. */
    public synchronized void dismissed(String reason) {
        boolean wasNotTold = pending.removeIf(call -> call.kind() == Kind.ELECTION);
        if (!wasNotTold) {
            add(new Call(Kind.DISMISSAL, to -> to.onDismissed(reason)));
        }
    }

    /** Tells nothing any more, but a dismissal that is still to be told. */
    public synchronized void close() {
        pending.removeIf(call -> call.kind() != Kind.DISMISSAL);
        isClosed = true;
    }

    private synchronized void replace(Call call) {
        pending.removeIf(older -> call.kind().isNewsAfter(older.kind()));
        add(call);
    }

    private void add(Call call) {
        if (!isClosed) {
            pending.add(call);
            schedule();
        }
    }

    private void schedule() {
        if (isScheduled || pending.isEmpty()) {
            return;
        }
        isScheduled = true;
        try {
            executor.execute(this::tellOne);
        } catch (RejectedExecutionException stopped) {
            // The listener's side has stopped: there is nobody to tell.
            isClosed = true;
            pending.clear();
        }
    }

    private void tellOne() {
        Call call;
        synchronized (this) {
            call = pending.poll();
        }
        try {
            if (call != null) {
                call.what().accept(listener);
            }
        } catch (RuntimeException failure) {
            log.error("Listener of the cluster has failed: call={}", call, failure);
        } finally {
            synchronized (this) {
                isScheduled = false;
                schedule();
            }
        }
    }

    private enum Kind {
        MEMBERS,
        LEADER,
        /** There, or away for now. */
        CONNECTION,
        /** The session is lost: told even if there is another by then. */
        LOSS,
        ELECTION,
        DISMISSAL;

        boolean isNewsAfter(Kind older) {
            return older == this || (this == LOSS && older == CONNECTION);
        }
    }

    private record Call(Kind kind, Consumer<CoordinationListener> what) {

        @Override
        public String toString() {
            return kind.name();
        }
    }
}

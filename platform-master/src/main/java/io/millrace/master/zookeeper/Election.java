package io.millrace.master.zookeeper;

import io.millrace.cluster.Leader;
import io.millrace.master.coordination.ListenerCalls;
import io.millrace.master.zookeeper.Epochs.Term;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This member as a candidate, and as the leader.
 *
 * <p>Being first in the row is an opinion, which may be out of date; an epoch is a fact. So a member that comes first begins an
 * epoch, on the thread for that, and leads from then on. Coming first ends when the session must be taken for lost, on
 * Curator's thread and at once, whatever the other thread waits for: what was begun for an earlier turn is void.
 *
 * <p><b>Thread.</b> Fields are guarded by this. Never calls a latch under the lock, since a latch calls back under its own.
 */
final class Election {

    private static final Logger log = LoggerFactory.getLogger(Election.class);
    private static final long RETRY_MILLIS = 500;

    private final CuratorFramework curator;
    private final String latchPath;
    private final String candidate;
    private final Epochs epochs;
    private final ScheduledExecutorService thread;
    private final ListenerCalls calls;

    private @Nullable LeaderLatch latch;
    /** Counts the times that this member came first, and ceased to. */
    private long turn;

    private boolean isFirst;
    private boolean isLeading;
    private @Nullable Term term;

    Election(CuratorFramework curator, ClusterPaths paths, Epochs epochs, Reports reports) {
        this.curator = curator;
        this.latchPath = paths.latch();
        this.candidate = String.valueOf(epochs.member());
        this.epochs = epochs;
        this.thread = reports.thread();
        this.calls = reports.calls();
    }

    /** Stands for election, behind those who do already. */
    void stand() {
        LeaderLatch next = new LeaderLatch(curator, latchPath, candidate);
        next.addListener(new LeaderLatchListener() {
            @Override
            public void isLeader() {
                onFirst(next);
            }

            @Override
            public void notLeader() {
                onDismissed("session with ZooKeeper has ended");
            }
        });
        synchronized (this) {
            latch = next;
        }
        try {
            next.start();
        } catch (Exception failure) {
            throw new IllegalStateException("Member cannot stand for election: path=" + latchPath, failure);
        }
    }

    /** The last leadership of this member, whether it is over or not; nothing if there was none. */
    synchronized @Nullable Term term() {
        return term;
    }

    /** Ends a leadership, and lets others go first. */
    void resign() {
        synchronized (this) {
            if (!isFirst) {
                return;
            }
            onDismissed("member has resigned");
        }
        thread.execute(this::stepBack);
    }

    /** A write was refused, since a later epoch has begun. The candidate's node may be gone without a word. */
    void onStale(Term over) {
        synchronized (this) {
            if (!isLeading || !over.equals(term)) {
                return;
            }
            onDismissed("a later epoch has begun");
        }
        thread.execute(this::stepBack);
    }

    /** Somebody leads, maybe this member. */
    void onSeen(Leader leader) {
        Term last = term();
        if (last != null && leader.epoch() > last.epoch()) {
            onStale(last);
        }
    }

    /** Ends it for good. The session's end is to follow. */
    void leave() {
        onDismissed("member leaves");
        LeaderLatch last;
        synchronized (this) {
            last = latch;
            latch = null;
        }
        close(last);
    }

    private synchronized void onFirst(LeaderLatch source) {
        if (source == latch) {
            isFirst = true;
            long now = ++turn;
            thread.execute(() -> lead(now, source));
        }
    }

    private synchronized void onDismissed(String reason) {
        turn++;
        isFirst = false;
        if (isLeading) {
            isLeading = false;
            calls.dismissed(reason);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The task tells what goes wrong with it.
    private void lead(long of, LeaderLatch source) {
        String node = source.getLastPathIsLeader();
        if (node == null || !isTurn(of)) {
            return;
        }
        try {
            Term begun = epochs.begin(node);
            if (!isElected(of, begun)) {
                epochs.end(begun);
            }
        } catch (KeeperException failure) {
            if (!isTurn(of)) {
                return;
            }
            boolean isPassing = EnsembleClient.isWithoutConnection(failure);
            if (!isPassing) {
                log.warn(
                        "Member comes first, but cannot begin an epoch and stands again: path={}, reason={}",
                        failure.getPath(),
                        failure.code());
            }
            thread.schedule(isPassing ? () -> lead(of, source) : this::stepBack, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized boolean isElected(long of, Term begun) {
        if (turn != of) {
            return false;
        }
        term = begun;
        isLeading = true;
        calls.elected(begun.epoch());
        return true;
    }

    private synchronized boolean isTurn(long of) {
        return turn == of;
    }

    private void stepBack() {
        LeaderLatch last;
        Term over;
        synchronized (this) {
            last = latch;
            over = term;
        }
        if (last == null) {
            return;
        }
        try {
            if (over != null) {
                epochs.end(over);
            }
        } catch (KeeperException failure) {
            log.debug("The next leader will take the node away: path={}", latchPath, failure);
        }
        synchronized (this) {
            // It may have come first once more in between.
            onDismissed("member stands again");
            latch = null;
        }
        close(last);
        stand();
    }

    private static void close(@Nullable LeaderLatch latch) {
        try {
            if (latch != null) {
                latch.close(LeaderLatch.CloseMode.SILENT);
            }
        } catch (IOException failure) {
            log.debug("Candidate's node goes with the session", failure);
        }
    }

    /** Where it works, and whom it tells. */
    record Reports(ScheduledExecutorService thread, ListenerCalls calls) {}
}

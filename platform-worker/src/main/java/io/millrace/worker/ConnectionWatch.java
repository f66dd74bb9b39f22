package io.millrace.worker;

import io.millrace.worker.cluster.Roster;
import io.millrace.worker.remote.Messages;
import io.millrace.worker.remote.Post;
import io.millrace.worker.remote.Unreached;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks each second which members of its version this one does not reach, and tells the leader of those that it has not reached
 * for {@value #PATIENCE_MILLIS} ms. Two members may be cut off from each other while the leader reaches both.
 *
 * <p><b>Thread.</b> Owned by the thread of the node.
 */
final class ConnectionWatch {

    private static final Logger log = LoggerFactory.getLogger(ConnectionWatch.class);

    /** Longer than a connection takes to come back that was closed for a moment. */
    static final long PATIENCE_MILLIS = 3000;

    private static final long PERIOD_MILLIS = 1000;

    private final NodeThread node;
    private final Roster roster;
    private final Post post;
    private final IntSupplier leader;
    private final Consumer<Set<Integer>> own;
    private final Messages messages = new Messages();
    private final Map<Integer, Integer> missedPeriods = new HashMap<>();
    private Set<Integer> told = Set.of();
    private int toldTo = -1;

    /**
     * Makes one that is silent.
     *
     * @param post sends messages to others
     * @param leader number of the leader, or -1
     * @param own hears it, if this member leads
     */
    ConnectionWatch(NodeThread node, Roster roster, Post post, IntSupplier leader, Consumer<Set<Integer>> own) {
        this.node = node;
        this.roster = roster;
        this.post = post;
        this.leader = leader;
        this.own = own;
    }

    /** Looks, and again each second. */
    void begin() {
        node.later(PERIOD_MILLIS, this::begin);
        Set<Integer> peers = roster.peers().keySet();
        missedPeriods.keySet().retainAll(peers);
        peers.forEach(peer -> {
            if (roster.isConnected(peer)) {
                missedPeriods.remove(peer);
            } else {
                missedPeriods.merge(peer, 1, Integer::sum);
            }
        });
        Set<Integer> unreached = new TreeSet<>();
        missedPeriods.forEach((peer, periods) -> {
            if (periods * PERIOD_MILLIS > PATIENCE_MILLIS) {
                unreached.add(peer);
            }
        });
        tell(unreached);
    }

    private void tell(Set<Integer> unreached) {
        int to = leader.getAsInt();
        if (unreached.isEmpty() && !told.isEmpty()) {
            log.info("All members of this version are reached again");
        } else if (!unreached.equals(told)) {
            log.warn(
                    "Members are out of reach: members={}",
                    unreached.stream().map(roster::name).toList());
        }
        boolean isNews = to != toldTo || !unreached.equals(told);
        told = unreached;
        if (to == roster.self()) {
            own.accept(unreached);
            toldTo = to;
        } else if (to >= 0 && (isNews || !unreached.isEmpty())) {
            boolean isSent = post.send(
                    to, messages.bytes(new Unreached(unreached.stream().toList())));
            toldTo = isSent ? to : -1;
        }
    }
}

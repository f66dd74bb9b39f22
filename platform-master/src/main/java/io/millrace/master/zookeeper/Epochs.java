package io.millrace.master.zookeeper;

import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/**
 * The numbers of leaderships. Each begins with a transaction that replaces the node {@code epoch}, and every write of a leader
 * checks, in its own transaction, that the node has still the version that it had then. So the order in which ZooKeeper does
 * transactions decides, and not what anybody believes of himself.
 */
final class Epochs {

    private static final int MAX_TRIES = 10;
    private static final int SET = 1;

    private final EnsembleClient client;
    private final ClusterPaths paths;
    private final int member;

    Epochs(EnsembleClient client, ClusterPaths paths, int member) {
        this.client = client;
        this.paths = paths;
        this.member = member;
    }

    /** Number of this member. */
    int member() {
        return member;
    }

    /**
     * Begins the next epoch, if the candidate's node is still there: as long as it is, nobody else comes first.
     *
     * @throws KeeperException if that is not so, or it is not known what happened; another try takes a later epoch
     */
    Term begin(String candidate) throws KeeperException {
        for (int i = 0; i < MAX_TRIES; i++) {
            Node last = client.readNewest(paths.epoch());
            EpochText text = last == null ? null : EpochText.decode(last.data());
            if (last == null || text == null) {
                throw KeeperException.create(last == null ? Code.NONODE : Code.DATAINCONSISTENCY, paths.epoch());
            }
            EpochText next = new EpochText(text.epoch() + 1, member);
            Outcome outcome = client.transact(beginning(candidate, next, last.version()));
            if (outcome.isDone()) {
                return new Term(next.epoch(), outcome.version(SET), candidate);
            }
            if (outcome.failed() == 0) {
                throw KeeperException.create(outcome.code(), candidate);
            }
        }
        throw KeeperException.create(Code.BADVERSION, paths.epoch());
    }

    /** Tells others that nobody leads, before the candidate steps back. */
    void end(Term term) throws KeeperException {
        client.transact(List.of(Op.check(term.candidate(), -1), Op.delete(paths.leader(), -1)));
    }

    /** Lets a transaction fail at its first operation if the term is over. */
    Op stillIn(Term term) {
        return Op.check(paths.epoch(), term.version());
    }

    /**
     * Whether no later one has begun. A transaction, though it changes nothing: it takes its place in the order of all, where a
     * read could be answered by a server that is behind.
     */
    boolean isInForce(Term term) throws KeeperException {
        Outcome outcome = client.transact(List.of(stillIn(term)));
        if (!outcome.isDone() && !outcome.isRefused(0, Code.BADVERSION)) {
            throw KeeperException.create(outcome.code(), paths.epoch());
        }
        return outcome.isDone();
    }

    private List<Op> beginning(String candidate, EpochText next, int lastVersion) throws KeeperException {
        List<Op> operations = new ArrayList<>();
        operations.add(Op.check(candidate, -1));
        operations.add(Op.setData(paths.epoch(), next.encode(), lastVersion));
        // That of a leader whose session still lives, for a while.
        if (client.exists(paths.leader())) {
            operations.add(Op.delete(paths.leader(), -1));
        }
        operations.add(Op.create(paths.leader(), next.encode(), ClusterAccess.OWN, CreateMode.EPHEMERAL));
        return operations;
    }

    /**
     * A leadership of this member.
     *
     * @param epoch its number
     * @param version of the node {@code epoch}, as long as it is the last
     * @param candidate node of the candidate that was elected
     */
    record Term(long epoch, int version, String candidate) {}
}

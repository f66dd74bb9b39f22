package io.millrace.master.zookeeper;

import io.millrace.cluster.MemberInfo;
import io.millrace.master.coordination.MemberInfoCodec;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/**
 * The node by which others see this member. It goes with the session, and is made again in the next one.
 *
 * <p><b>Thread.</b> Any; one at a time writes.
 */
final class MemberNode {

    private static final int MAX_TRIES = 10;

    private final EnsembleClient client;
    private final String path;
    private volatile MemberInfo self;

    MemberNode(EnsembleClient client, String path, MemberInfo self) {
        this.client = client;
        this.path = path;
        this.self = self;
    }

    MemberInfo self() {
        return self;
    }

    /** What is to be announced from the next {@link #ensure} on. */
    void change(MemberInfo info) {
        self = info;
    }

    /**
     * Makes sure that the node is there, in this session, with what is to be announced. A node of an earlier session, which
     * would vanish some time soon, is replaced.
     */
    synchronized void ensure() throws KeeperException {
        for (int i = 0; i < MAX_TRIES; i++) {
            Outcome outcome = client.transact(missing());
            if (outcome.isDone()) {
                return;
            }
            if (outcome.code() != Code.NODEEXISTS
                    && outcome.code() != Code.NONODE
                    && outcome.code() != Code.BADVERSION) {
                throw KeeperException.create(outcome.code(), path);
            }
        }
        throw KeeperException.create(Code.SYSTEMERROR, path);
    }

    private List<Op> missing() throws KeeperException {
        byte[] content = MemberInfoCodec.encode(self);
        Op create = Op.create(path, content, ClusterAccess.OWN, CreateMode.EPHEMERAL);
        Node node = client.read(path);
        if (node == null) {
            return List.of(create);
        }
        return node.owner() == client.sessionId()
                ? List.of(Op.setData(path, content, node.version()))
                : List.of(Op.delete(path, node.version()), create);
    }
}

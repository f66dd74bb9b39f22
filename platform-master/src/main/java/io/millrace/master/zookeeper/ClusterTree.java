package io.millrace.master.zookeeper;

import io.millrace.cluster.CoordinationException;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** The nodes that stay: makes them, and makes sure that they are for members with this secret only. */
final class ClusterTree {

    private static final byte[] NOTHING = new byte[0];
    private static final int MAX_NUMBER = 999_999_999;

    private final EnsembleClient client;
    private final ClusterPaths paths;

    ClusterTree(EnsembleClient client, ClusterPaths paths) {
        this.client = client;
        this.paths = paths;
    }

    void prepare() throws CoordinationException {
        try {
            if (!client.exists(paths.root())) {
                createParents();
                createOwn();
            }
            checkOwner();
        } catch (KeeperException failure) {
            throw EnsembleClient.failed("Nodes of the application cannot be made: path=" + paths.root(), failure);
        }
    }

    /** The number of a new member. Nodes are numbered one up, also when those before are gone. */
    int takeNumber() throws KeeperException {
        String prefix = paths.numbers() + "/n-";
        String path = client.create(prefix, NOTHING, ClusterAccess.OWN, CreateMode.EPHEMERAL_SEQUENTIAL);
        client.transact(List.of(Op.delete(path, -1)));
        long number = Long.parseLong(path.substring(prefix.length())) + 1;
        if (number < 1 || number > MAX_NUMBER) {
            throw new IllegalStateException("Numbers of members are used up: path=" + paths.numbers() + ", number="
                    + number + "; use another millrace.application.name");
        }
        return (int) number;
    }

    private void createParents() throws KeeperException, CoordinationException {
        int end = paths.shared().indexOf('/', 1);
        while (end > 0) {
            createShared(paths.shared().substring(0, end));
            end = paths.shared().indexOf('/', end + 1);
        }
        createShared(paths.shared());
    }

    private void createShared(String path) throws KeeperException, CoordinationException {
        if (client.exists(path)) {
            return;
        }
        try {
            client.create(path, NOTHING, ClusterAccess.SHARED, CreateMode.PERSISTENT);
        } catch (KeeperException.NodeExistsException another) {
            // Another member was faster.
        } catch (KeeperException.NoAuthException refused) {
            throw mayNotCreate(path, refused);
        }
    }

    /** In one step, so that the application's node has never been without children, and nobody can delete it. */
    private void createOwn() throws KeeperException, CoordinationException {
        Outcome outcome = client.transact(List.of(
                create(paths.root(), NOTHING),
                create(paths.epoch(), EpochText.NONE.encode()),
                create(paths.latch(), NOTHING),
                create(paths.members(), NOTHING),
                create(paths.numbers(), NOTHING),
                create(paths.documents(), NOTHING)));
        if (outcome.code() == Code.NOAUTH) {
            throw mayNotCreate(paths.root(), KeeperException.create(Code.NOAUTH, paths.root()));
        }
        if (!outcome.isDone() && outcome.code() != Code.NODEEXISTS) {
            throw KeeperException.create(outcome.code(), paths.root());
        }
    }

    private void checkOwner() throws KeeperException, CoordinationException {
        try {
            if (!ClusterAccess.isOwn(client.rules(paths.root()))) {
                throw new CoordinationException("Nodes of the application were made by somebody else: path="
                        + paths.root() + "; delete them, or use another millrace.application.name");
            }
        } catch (KeeperException.NoAuthException refused) {
            throw new CoordinationException(
                    "Path in ZooKeeper belongs to a cluster with another secret: path=" + paths.root()
                            + "; set millrace.cluster.secret to that of its members, or use another"
                            + " millrace.application.name",
                    refused);
        }
    }

    private static Op create(String path, byte[] data) {
        return Op.create(path, data, ClusterAccess.OWN, CreateMode.PERSISTENT);
    }

    private static CoordinationException mayNotCreate(String path, KeeperException cause) {
        return new CoordinationException(
                "Node may not be created: path=" + path
                        + "; let ZooKeeper's administrator create its parent with the right to create children",
                cause);
    }
}

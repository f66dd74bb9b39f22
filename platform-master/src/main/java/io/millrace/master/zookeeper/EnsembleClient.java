package io.millrace.master.zookeeper;

import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.ZooKeeperSettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Requests to an ensemble, each of which ends within the timeout of the session.
 *
 * <p>They go past Curator to the client of ZooKeeper that it keeps. Curator repeats what was not answered, and a change that is
 * repeated finds its own traces and takes them for somebody else's. So changes are sent once, and reads as often as it takes.
 *
 * <p><b>Thread.</b> Any but those of ZooKeeper and Curator, which bring the answers.
 *
 * <p><b>Lifecycle.</b> To be closed, which ends the session.
 */
final class EnsembleClient implements AutoCloseable {

    private static final long PAUSE_MILLIS = 50;

    private final CuratorFramework curator;
    private final long patienceMillis;

    private EnsembleClient(CuratorFramework curator, ZooKeeperSettings settings) {
        this.curator = curator;
        this.patienceMillis = settings.sessionTimeout().toMillis();
    }

    /** Begins to connect. */
    static EnsembleClient start(CuratorFramework curator, ZooKeeperSettings settings) {
        curator.start();
        return new EnsembleClient(curator, settings);
    }

    CuratorFramework curator() {
        return curator;
    }

    /** Waits for a connection; false if there was none in time. */
    boolean awaitConnection(long timeoutMillis) {
        try {
            return curator.blockUntilConnected((int) timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    long sessionId() throws KeeperException {
        return zooKeeper().getSessionId();
    }

    /** A node, or nothing if there is none. */
    @Nullable
    Node read(String path) throws KeeperException {
        return patiently((ZooKeeper zk, CompletableFuture<@Nullable Node> answer) -> zk.getData(
                path,
                false,
                (rc, at, context, data, stat) -> {
                    if (rc == Code.NONODE.intValue()) {
                        answer.complete(null);
                    } else if (isOk(rc, at, answer)) {
                        answer.complete(new Node(data, stat));
                    }
                },
                null));
    }

    /** The same, as it is after everything that was asked of anybody in the ensemble before. */
    @Nullable
    Node readNewest(String path) throws KeeperException {
        patiently((ZooKeeper zk, CompletableFuture<Boolean> answer) -> zk.sync(
                path,
                (rc, at, context) -> {
                    if (isOk(rc, at, answer)) {
                        answer.complete(true);
                    }
                },
                null));
        return read(path);
    }

    /** Whether there is such a node, also if this member may not read it. */
    boolean exists(String path) throws KeeperException {
        return patiently((ZooKeeper zk, CompletableFuture<Boolean> answer) -> zk.exists(
                path,
                false,
                (rc, at, context, stat) -> {
                    if (rc == Code.NONODE.intValue()) {
                        answer.complete(false);
                    } else if (rc == Code.NOAUTH.intValue() || isOk(rc, at, answer)) {
                        answer.complete(true);
                    }
                },
                null));
    }

    /** Who may do what with a node, which tells only those who may do something. */
    List<ACL> rules(String path) throws KeeperException {
        return patiently((ZooKeeper zk, CompletableFuture<List<ACL>> answer) -> zk.getACL(
                path,
                new Stat(),
                (rc, at, context, acl, stat) -> {
                    if (isOk(rc, at, answer)) {
                        answer.complete(acl);
                    }
                },
                null));
    }

    /** Makes a node, in one try. Its path, which differs from what was asked for if it gets a number. */
    String create(String path, byte[] data, List<ACL> rules, CreateMode mode) throws KeeperException {
        return once((ZooKeeper zk, CompletableFuture<String> answer) -> zk.create(
                path,
                data,
                rules,
                mode,
                (rc, at, context, name) -> {
                    if (isOk(rc, at, answer)) {
                        answer.complete(name);
                    }
                },
                null));
    }

    /** Does all operations or none, in one try. An exception leaves open which of both. */
    Outcome transact(List<Op> operations) throws KeeperException {
        return once((ZooKeeper zk, CompletableFuture<Outcome> answer) -> zk.multi(
                operations,
                (rc, at, context, results) -> {
                    if (results != null) {
                        answer.complete(Outcome.of(results));
                    } else if (isOk(rc, at, answer)) {
                        answer.completeExceptionally(KeeperException.create(Code.MARSHALLINGERROR));
                    }
                },
                null));
    }

    @Override
    public void close() {
        Thread closer = new Thread(curator::close, "millrace-zookeeper-close");
        closer.setDaemon(true);
        closer.start();
        try {
            closer.join(patienceMillis);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the same may be tried again, since it failed for want of a connection. */
    static boolean isWithoutConnection(KeeperException failure) {
        return switch (failure.code()) {
            case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED, OPERATIONTIMEOUT, REQUESTTIMEOUT -> true;
            default -> false;
        };
    }

    /** For the caller of the port. */
    static CoordinationException failed(String message, KeeperException cause) {
        return new CoordinationException(message + ", reason=" + cause.code(), cause);
    }

    /** Tries for a while what may be done twice. */
    <T extends @Nullable Object> T patiently(Attempt<T> attempt, long timeoutMillis) throws KeeperException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (true) {
            try {
                return attempt.run();
            } catch (KeeperException failure) {
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (!isWithoutConnection(failure)
                        || leftMillis <= PAUSE_MILLIS
                        || !pause()
                        || !awaitConnection(leftMillis)) {
                    throw failure;
                }
            }
        }
    }

    private <T extends @Nullable Object> T patiently(Request<T> request) throws KeeperException {
        return patiently(() -> once(request), patienceMillis);
    }

    private <T extends @Nullable Object> T once(Request<T> request) throws KeeperException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        request.send(zooKeeper(), answer);
        try {
            return answer.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException silence) {
            throw KeeperException.create(Code.OPERATIONTIMEOUT);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof KeeperException refused
                    ? refused
                    : KeeperException.create(Code.SYSTEMERROR);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw KeeperException.create(Code.OPERATIONTIMEOUT);
        }
    }

    private ZooKeeper zooKeeper() throws KeeperException {
        try {
            return curator.getZookeeperClient().getZooKeeper();
        } catch (KeeperException failure) {
            throw failure;
        } catch (Exception unconnected) {
            KeeperException loss = KeeperException.create(Code.CONNECTIONLOSS);
            loss.initCause(unconnected);
            throw loss;
        }
    }

    /** What fails at once, since the connection is just breaking, is not tried in a busy loop. */
    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isOk(int code, String path, CompletableFuture<?> answer) {
        if (code == Code.OK.intValue()) {
            return true;
        }
        answer.completeExceptionally(KeeperException.create(Code.get(code), path));
        return false;
    }

    /** Something that may be tried again. */
    interface Attempt<T extends @Nullable Object> {

        T run() throws KeeperException;
    }

    private interface Request<T extends @Nullable Object> {

        void send(ZooKeeper zk, CompletableFuture<T> answer);
    }
}

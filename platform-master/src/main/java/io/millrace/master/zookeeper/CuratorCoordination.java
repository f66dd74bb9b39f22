package io.millrace.master.zookeeper;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.CoordinationListener;
import io.millrace.cluster.CoordinationListener.Connection;
import io.millrace.cluster.Document;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.StaleEpochException;
import io.millrace.cluster.ZooKeeperSettings;
import io.millrace.master.coordination.ListenerCalls;
import io.millrace.master.coordination.MemberChange;
import io.millrace.master.coordination.MemberInfoCodec;
import io.millrace.master.zookeeper.Documents.Draft;
import io.millrace.master.zookeeper.Epochs.Term;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member's coordination by way of ZooKeeper.
 *
 * <p>Sessions end by ZooKeeper's word, or when there was no connection for as long as a session lives; until then a leader goes
 * on leading. A new session begins with the member's node, under the same number, and with a candidate behind the others.
 *
 * <p>What keeps a stale leader from writing is a version that only grows. Whoever deletes the nodes of an application while its
 * members run takes that away from them.
 *
 * <p><b>Thread.</b> Any; lifecycle calls one at a time. What takes a while is done on a thread of its own.
 */
final class CuratorCoordination implements Coordination {

    private static final Logger log = LoggerFactory.getLogger(CuratorCoordination.class);
    private static final long RETRY_MILLIS = 500;

    private final EnsembleClient client;
    private final ClusterPaths paths;
    private final ZooKeeperSettings settings;
    private final Executor events;
    private final Documents documents;
    private final ScheduledThreadPoolExecutor thread;

    /** Set once, by joining. */
    private volatile @Nullable Membership membership;

    private volatile boolean isClosed;

    CuratorCoordination(EnsembleClient client, ClusterPaths paths, ZooKeeperSettings settings, Executor events) {
        this.client = client;
        this.paths = paths;
        this.settings = settings;
        this.events = events;
        documents = new Documents(client, paths);
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "millrace-coordination");
            made.setDaemon(true);
            return made;
        });
        thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public synchronized int join(MemberInfo info, CoordinationListener listener) throws CoordinationException {
        checkOpen("join");
        if (membership != null) {
            throw new IllegalStateException("Member has joined already: path=" + paths.root());
        }
        MemberInfoCodec.encode(info);
        long timeoutMillis = settings.connectTimeout().toMillis();
        try {
            int number = client.patiently(() -> new ClusterTree(client, paths).takeNumber(), timeoutMillis);
            Membership made = new Membership(number, info, new ListenerCalls(listener, events));
            membership = made;
            made.begin(timeoutMillis);
            return number;
        } catch (KeeperException failure) {
            close();
            throw EnsembleClient.failed("Member cannot join: path=" + paths.members(), failure);
        }
    }

    @Override
    public void announce(MemberInfo info) throws CoordinationException {
        checkOpen("announce");
        Membership joined = joined();
        MemberChange.check(joined.node.self(), info);
        MemberInfoCodec.encode(info);
        joined.node.change(info);
        joined.view.tellMembers();
        joined.keepNode(0);
    }

    @Override
    public void resign() {
        Membership joined = membership;
        if (joined != null) {
            joined.election.resign();
        }
    }

    @Override
    public Optional<Document> read(String path) throws CoordinationException {
        checkOpen("read");
        return documents.read(path);
    }

    @Override
    public int write(long epoch, String path, String content, int expectedVersion) throws CoordinationException {
        checkOpen("write");
        Draft draft = new Draft(epoch, path, content, expectedVersion);
        Membership joined = membership;
        Term term = termOf(epoch);
        if (joined == null || term == null) {
            return documents.write(draft, null);
        }
        try {
            return documents.write(draft, joined.epochs.stillIn(term));
        } catch (StaleEpochException stale) {
            joined.election.onStale(term);
            throw stale;
        }
    }

    @Override
    public void confirm(long epoch) throws CoordinationException {
        checkOpen("confirm");
        Membership joined = membership;
        Term term = termOf(epoch);
        try {
            if (joined != null && term != null && joined.epochs.isInForce(term)) {
                return;
            }
        } catch (KeeperException failure) {
            throw EnsembleClient.failed("It is not known whether an epoch is in force: epoch=" + epoch, failure);
        }
        if (joined != null && term != null) {
            joined.election.onStale(term);
        }
        throw new StaleEpochException("Epoch is over: epoch=" + epoch + ", path=" + paths.epoch());
    }

    private @Nullable Term termOf(long epoch) {
        Membership joined = membership;
        Term term = joined == null ? null : joined.election.term();
        return term == null || term.epoch() != epoch ? null : term;
    }

    /** Ends the session, and everything that lives as long as it does. Waits for that no longer than a session lives. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        if (membership != null) {
            membership.end();
        }
        thread.shutdownNow();
        client.close();
    }

    /** For tests, which end its sessions. */
    CuratorFramework curator() {
        return client.curator();
    }

    /** For tests: node by which it was elected last. */
    String candidate() {
        return Objects.requireNonNull(joined().election.term()).candidate();
    }

    private Membership joined() {
        Membership joined = membership;
        if (joined == null) {
            throw new IllegalStateException("Member has not joined; call join first");
        }
        return joined;
    }

    private void checkOpen(String what) throws CoordinationException {
        if (isClosed) {
            throw new CoordinationException("Member has left: operation=" + what + ", path=" + paths.root());
        }
    }

    /** What there is from joining on. */
    private final class Membership {

        private final int number;
        private final ListenerCalls calls;
        private final MemberNode node;
        private final ClusterView view;
        private final Epochs epochs;
        private final Election election;
        private final ConnectionLog connection;
        private final AtomicBoolean keepsNodeSoon = new AtomicBoolean();

        Membership(int number, MemberInfo info, ListenerCalls calls) {
            this.number = number;
            this.calls = calls;
            CuratorFramework curator = client.curator();
            node = new MemberNode(client, paths.member(number), info);
            epochs = new Epochs(client, paths, number);
            election = new Election(curator, paths, epochs, new Election.Reports(thread, calls));
            ClusterView.Own own = new ClusterView.Own(number, node, () -> keepNode(0), election::onSeen);
            view = new ClusterView(curator, paths, calls, own);
            connection = new ConnectionLog(settings.connectString(), calls, () -> keepNode(0));
        }

        void begin(long timeoutMillis) throws KeeperException {
            client.curator().getConnectionStateListenable().addListener(connection);
            client.patiently(
                    () -> {
                        node.ensure();
                        return true;
                    },
                    timeoutMillis);
            calls.connection(Connection.CONNECTED, "ZooKeeper answers");
            view.start();
            if (node.self().has(MemberInfo.Role.MASTER)) {
                election.stand();
            }
        }

        void end() {
            election.leave();
            calls.close();
            client.curator().getConnectionStateListenable().removeListener(connection);
            view.close();
        }

        /** Makes sure that others see this member, now or as soon as there is a connection. */
        @SuppressWarnings("FutureReturnValueIgnored") // The task tells what goes wrong with it.
        void keepNode(long delayMillis) {
            if (keepsNodeSoon.compareAndSet(false, true)) {
                thread.schedule(this::ensureNode, delayMillis, TimeUnit.MILLISECONDS);
            }
        }

        private void ensureNode() {
            keepsNodeSoon.set(false);
            try {
                node.ensure();
            } catch (KeeperException failure) {
                if (!EnsembleClient.isWithoutConnection(failure) && !isClosed) {
                    log.warn(
                            "Member cannot announce itself and tries again: number={}, path={}, reason={}",
                            number,
                            failure.getPath(),
                            failure.code());
                }
                keepNode(RETRY_MILLIS);
            }
        }
    }
}

package io.millrace.master.coordination;

import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.CoordinationListener;
import io.millrace.cluster.CoordinationListener.Connection;
import io.millrace.cluster.Document;
import io.millrace.cluster.DocumentConflictException;
import io.millrace.cluster.Leader;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.StaleEpochException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A member's coordination by way of an {@link InMemoryEnsemble}. Beyond the port, it can be made to suffer what a session with
 * ZooKeeper suffers.
 *
 * <p><b>Thread.</b> Any. All fields are guarded by the ensemble.
 */
public final class InMemoryCoordination implements Coordination {

    private final InMemoryEnsemble ensemble;
    private final Executor events;

    private @Nullable ListenerCalls calls;
    private @Nullable MemberInfo self;
    private int number;

    private boolean isLinked = true;
    private boolean isClosed;
    private boolean losesNextAnswer;

    /** Whether the ensemble keeps its session. */
    private boolean hasSession;
    /** Whether the member itself takes its session for ended. */
    private boolean isLost;
    /** Whether it gave up leadership while nobody could be told. */
    private boolean owesStepBack;

    private long epochLed;
    private boolean isLeading;
    private List<ClusterMemberInfo> toldMembers = List.of();
    private @Nullable Leader toldLeader;

    InMemoryCoordination(InMemoryEnsemble ensemble, Executor events) {
        this.ensemble = ensemble;
        this.events = events;
    }

    @Override
    public int join(MemberInfo info, CoordinationListener listener) throws CoordinationException {
        synchronized (ensemble) {
            if (calls != null) {
                throw new IllegalStateException("Member has joined already: number=" + number);
            }
            checkReachable("join");
            MemberInfoCodec.encode(info);
            self = info;
            calls = new ListenerCalls(listener, events);
            number = ensemble.nextNumber();
            ensemble.add(this);
            calls.connection(Connection.CONNECTED, "joined");
            beginSession();
            ensemble.settle();
            return number;
        }
    }

    @Override
    public void announce(MemberInfo info) throws CoordinationException {
        synchronized (ensemble) {
            checkOpen("announce");
            MemberChange.check(self(), info);
            MemberInfoCodec.encode(info);
            self = info;
            if (isReachable()) {
                ensemble.announce(number, info);
                ensemble.settle();
            }
        }
    }

    @Override
    public void resign() {
        synchronized (ensemble) {
            if (!isLeading) {
                return;
            }
            dismiss("resigned");
            if (isReachable()) {
                stepBack();
                ensemble.settle();
            } else {
                owesStepBack = true;
            }
        }
    }

    @Override
    public Optional<Document> read(String path) throws CoordinationException {
        DocumentBounds.checkPath(path);
        synchronized (ensemble) {
            checkReachable("read");
            return Optional.ofNullable(ensemble.document(path));
        }
    }

    @Override
    public int write(long epoch, String path, String content, int expectedVersion) throws CoordinationException {
        DocumentBounds.checkPath(path);
        DocumentBounds.encode(path, content);
        synchronized (ensemble) {
            checkReachable("write");
            if (!isInForce(epoch)) {
                throw new StaleEpochException("Document is not changed under an epoch that is over: path=" + path
                        + ", epoch=" + epoch + ", current=" + ensemble.epoch());
            }
            Document old = ensemble.document(path);
            int version = old == null ? Document.NONE : old.version();
            if (version != expectedVersion) {
                throw new DocumentConflictException("Document has another version: path=" + path + ", expected="
                        + expectedVersion + ", version=" + version);
            }
            ensemble.put(path, new Document(content, version + 1));
            if (losesNextAnswer) {
                losesNextAnswer = false;
                throw new CoordinationException("It is not known whether the document was written: path=" + path);
            }
            return version + 1;
        }
    }

    @Override
    public void confirm(long epoch) throws CoordinationException {
        synchronized (ensemble) {
            checkReachable("confirm");
            if (!isInForce(epoch)) {
                throw new StaleEpochException("Epoch is over: epoch=" + epoch + ", current=" + ensemble.epoch());
            }
        }
    }

    @Override
    public void close() {
        synchronized (ensemble) {
            if (isClosed) {
                return;
            }
            boolean wasReachable = isReachable();
            dismiss("left");
            isClosed = true;
            if (calls != null) {
                calls.close();
            }
            if (wasReachable) {
                endSession();
            }
            ensemble.remove(this);
            ensemble.settle();
        }
    }

    /** Cuts its connection. Its session lives on. */
    public void suspend() {
        synchronized (ensemble) {
            isLinked = false;
            onUnreachable();
        }
    }

    /** Gives it its connection back, and a new session if the old one has ended. */
    public void resume() {
        synchronized (ensemble) {
            isLinked = true;
            onReachable();
            ensemble.settle();
        }
    }

    /**
     * Ends its session, as the ensemble does after too long a silence. A member that is connected is told, and begins
     * another; one that is not will learn of it when it is back.
     */
    public void expireSession() {
        synchronized (ensemble) {
            endSession();
            if (isReachable()) {
                lose("session has ended");
                onReachable();
            }
            ensemble.settle();
        }
    }

    /** What a member does that was cut off for too long: it takes its session for lost, whether it has ended or not. */
    public void takeSessionForLost() {
        synchronized (ensemble) {
            lose("no connection for as long as a session lives");
        }
    }

    /** The next write that succeeds is answered as if the connection had broken. */
    public void loseNextAnswer() {
        synchronized (ensemble) {
            losesNextAnswer = true;
        }
    }

    boolean isReachable() {
        return isLinked && !isClosed && ensemble.hasQuorum();
    }

    int number() {
        return number;
    }

    void onUnreachable() {
        if (calls != null && !isClosed && !isLost) {
            calls.connection(Connection.SUSPENDED, "connection is cut");
        }
    }

    void onReachable() {
        if (calls == null || !isReachable()) {
            return;
        }
        if (!hasSession) {
            lose("session has ended");
        }
        if (isLost) {
            endSession();
            beginSession();
        } else if (owesStepBack) {
            stepBack();
        }
        owesStepBack = false;
        calls.connection(Connection.CONNECTED, "connection is back");
    }

    void onElected(long epoch) {
        epochLed = epoch;
        isLeading = true;
        calls().elected(epoch);
    }

    void onView(List<ClusterMemberInfo> members, @Nullable Leader leader) {
        if (!members.equals(toldMembers)) {
            toldMembers = members;
            calls().members(members);
        }
        if (!Objects.equals(leader, toldLeader)) {
            toldLeader = leader;
            calls().leader(leader);
        }
    }

    private boolean isInForce(long epoch) {
        return epoch == epochLed && epoch == ensemble.epoch();
    }

    private void lose(String reason) {
        if (calls != null && !isLost && !isClosed) {
            isLost = true;
            calls.connection(Connection.LOST, reason);
            dismiss(reason);
        }
    }

    private void dismiss(String reason) {
        if (isLeading) {
            isLeading = false;
            calls().dismissed(reason);
        }
    }

    private void beginSession() {
        hasSession = true;
        isLost = false;
        ensemble.beginSession(this, number, self());
    }

    private void endSession() {
        hasSession = false;
        ensemble.endSession(this, number);
    }

    private void stepBack() {
        ensemble.stepBack(this, number);
        ensemble.stand(this);
    }

    private void checkReachable(String what) throws CoordinationException {
        checkOpen(what);
        if (!isReachable()) {
            throw new CoordinationException(
                    "Ensemble cannot be reached: operation=" + what + ", member=" + number + ", linked=" + isLinked
                            + ", quorum=" + ensemble.hasQuorum() + "; it is not known what came of it");
        }
    }

    private void checkOpen(String what) throws CoordinationException {
        if (isClosed) {
            throw new CoordinationException("Member has left: operation=" + what + ", member=" + number);
        }
    }

    private MemberInfo self() {
        if (self == null) {
            throw new IllegalStateException("Member has not joined; call join first");
        }
        return self;
    }

    private ListenerCalls calls() {
        if (calls == null) {
            throw new IllegalStateException("Member has not joined; call join first");
        }
        return calls;
    }
}

package io.millrace.master.coordination;

import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.Document;
import io.millrace.cluster.Leader;
import io.millrace.cluster.MemberInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What members that live in one JVM agree on: the part that ZooKeeper has elsewhere. Nothing happens by itself. Sessions end,
 * connections break and the quorum is lost when somebody says so; that makes it the ensemble of simulations and tests.
 *
 * <p><b>Contract.</b> The first candidate leads, as soon as it can be reached, and later ones wait behind it in the order in
 * which they came. Everything is a function of the calls and of the order in which the executors run their tasks.
 *
 * <p><b>Thread.</b> Any. All state, that of the members' sessions included, is guarded by this.
 */
public final class InMemoryEnsemble {

    private final List<InMemoryCoordination> participants = new ArrayList<>();
    private final SortedMap<Integer, MemberInfo> members = new TreeMap<>();
    private final LinkedHashSet<InMemoryCoordination> candidates = new LinkedHashSet<>();
    private final Map<String, Document> documents = new HashMap<>();
    private int lastNumber;
    private long epoch;
    private @Nullable Leader leader;
    private boolean hasQuorum = true;

    /** One more participant, whose listener is called on the executor. */
    public InMemoryCoordination connect(Executor events) {
        return new InMemoryCoordination(this, events);
    }

    /** From now on nobody can be reached, and no session ends. */
    public synchronized void cutQuorum() {
        List<InMemoryCoordination> reachable =
                participants.stream().filter(InMemoryCoordination::isReachable).toList();
        hasQuorum = false;
        reachable.forEach(InMemoryCoordination::onUnreachable);
    }

    /** Takes it back. Sessions that members themselves have taken for lost begin anew. */
    public synchronized void restoreQuorum() {
        hasQuorum = true;
        List.copyOf(participants).forEach(InMemoryCoordination::onReachable);
        settle();
    }

    boolean hasQuorum() {
        return hasQuorum;
    }

    int nextNumber() {
        return ++lastNumber;
    }

    void add(InMemoryCoordination participant) {
        participants.add(participant);
    }

    void remove(InMemoryCoordination participant) {
        participants.remove(participant);
    }

    void beginSession(InMemoryCoordination participant, int number, MemberInfo self) {
        members.put(number, self);
        if (self.has(MemberInfo.Role.MASTER)) {
            candidates.add(participant);
        }
    }

    void announce(int number, MemberInfo self) {
        members.put(number, self);
    }

    void endSession(InMemoryCoordination participant, int number) {
        members.remove(number);
        stepBack(participant, number);
    }

    /** Takes a candidate out of the row. */
    void stepBack(InMemoryCoordination participant, int number) {
        candidates.remove(participant);
        if (leader != null && leader.member() == number) {
            leader = null;
        }
    }

    /** Puts it behind the others. */
    void stand(InMemoryCoordination participant) {
        candidates.add(participant);
    }

    /** Elects whom there is to elect, and shows everybody who can be reached what has changed. */
    void settle() {
        if (leader == null && !candidates.isEmpty()) {
            InMemoryCoordination first = candidates.iterator().next();
            if (first.isReachable()) {
                leader = new Leader(first.number(), ++epoch);
                first.onElected(epoch);
            }
        }
        List<ClusterMemberInfo> all = new ArrayList<>();
        members.forEach((number, info) -> all.add(new ClusterMemberInfo(number, info)));
        participants.stream().filter(InMemoryCoordination::isReachable).forEach(one -> one.onView(all, leader));
    }

    long epoch() {
        return epoch;
    }

    @Nullable
    Document document(String path) {
        return documents.get(path);
    }

    void put(String path, Document document) {
        documents.put(path, document);
    }
}

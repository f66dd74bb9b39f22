package io.millrace.worker;

import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationListener;
import io.millrace.cluster.Document;
import io.millrace.cluster.DocumentConflictException;
import io.millrace.cluster.Leader;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.StaleEpochException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What members agree on, in memory: the master that has been there longest leads. */
public final class TestEnsemble {

    private final Map<Integer, Session> sessions = new TreeMap<>();
    private final Map<String, Document> documents = new HashMap<>();
    private int numbers;
    private int places;
    private long epoch;
    private @Nullable Session leader;

    /** Begins a session. */
    public Coordination connect(Executor events) {
        return new Session(events);
    }

    /** The session of a member ends, and it does not know. */
    synchronized void forget(int member) {
        Session gone = sessions.remove(member);
        if (gone != null) {
            gone.isForgotten = true;
            changed();
        }
    }

    /** What members announce who are there now. */
    public synchronized List<MemberInfo> members() {
        return sessions.values().stream().map(session -> session.info).toList();
    }

    synchronized int leader() {
        return leader == null ? -1 : leader.number;
    }

    private void changed() {
        List<ClusterMemberInfo> members = sessions.values().stream()
                .map(session -> new ClusterMemberInfo(session.number, session.info))
                .toList();
        tell(listener -> listener.onMembers(members));
        if (leader == null || !sessions.containsValue(leader)) {
            elect();
        }
    }

    private void elect() {
        leader = sessions.values().stream()
                .filter(session -> session.info.has(MemberInfo.Role.MASTER))
                .min(Comparator.comparingInt(session -> session.place))
                .orElse(null);
        Session elected = leader;
        if (elected != null) {
            long next = ++epoch;
            elected.tell(listener -> listener.onElected(next));
            tell(listener -> listener.onLeader(new Leader(elected.number, next)));
        }
    }

    private void tell(Consumer<CoordinationListener> news) {
        sessions.values().forEach(session -> session.tell(news));
    }

    private final class Session implements Coordination {

        private final Executor events;
        private CoordinationListener listener;
        private MemberInfo info;
        private int number;
        private boolean isForgotten;
        private int place;

        Session(Executor events) {
            this.events = events;
        }

        private void tell(Consumer<CoordinationListener> news) {
            events.execute(() -> news.accept(listener));
        }

        @Override
        public int join(MemberInfo self, CoordinationListener heard) {
            synchronized (TestEnsemble.this) {
                info = self;
                listener = heard;
                number = ++numbers;
                place = ++places;
                sessions.put(number, this);
                Session current = leader;
                long now = epoch;
                if (current != null) {
                    tell(told -> told.onLeader(new Leader(current.number, now)));
                }
                changed();
                return number;
            }
        }

        @Override
        public void announce(MemberInfo self) {
            synchronized (TestEnsemble.this) {
                info = self;
                if (!isForgotten) {
                    changed();
                }
            }
        }

        @Override
        public void resign() {
            synchronized (TestEnsemble.this) {
                if (leader == this) {
                    place = ++places;
                    elect();
                }
            }
        }

        @Override
        public Optional<Document> read(String path) {
            synchronized (TestEnsemble.this) {
                return Optional.ofNullable(documents.get(path));
            }
        }

        @Override
        public int write(long under, String path, String content, int expectedVersion)
                throws StaleEpochException, DocumentConflictException {
            synchronized (TestEnsemble.this) {
                if (under != epoch) {
                    throw new StaleEpochException("Epoch is over: epoch=" + under + ", now=" + epoch);
                }
                Document known = documents.get(path);
                int version = known == null ? Document.NONE : known.version();
                if (version != expectedVersion) {
                    throw new DocumentConflictException("Document has another version: path=" + path);
                }
                documents.put(path, new Document(content, version + 1));
                return version + 1;
            }
        }

        @Override
        public void confirm(long under) throws StaleEpochException {
            synchronized (TestEnsemble.this) {
                if (under != epoch) {
                    throw new StaleEpochException("Epoch is over: epoch=" + under + ", now=" + epoch);
                }
            }
        }

        @Override
        public void close() {
            synchronized (TestEnsemble.this) {
                if (sessions.remove(number, this)) {
                    changed();
                }
            }
        }
    }
}

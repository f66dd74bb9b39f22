package io.millrace.worker.window;

import io.millrace.type.TypeRef;
import io.millrace.window.Window;
import io.millrace.worker.operator.Erased;
import io.millrace.worker.state.KeyedPart;
import java.util.List;

/**
 * Sessions, as checkpoints know them, one entry for each; the namespace is the start of the session.
 *
 * <p><b>Thread.</b> Owned by one task.
 */
final class SessionsPart implements KeyedPart<SessionValue<Object>> {

    private final Sessions sessions;
    private final SessionDeadlines deadlines;
    private final PaneFirings firings;
    private final Accumulation accumulation;

    SessionsPart(Sessions sessions, SessionDeadlines deadlines, PaneFirings firings, Accumulation accumulation) {
        this.sessions = sessions;
        this.deadlines = deadlines;
        this.firings = firings;
        this.accumulation = accumulation;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public TypeRef<SessionValue<Object>> valueType() {
        return Erased.as(TypeRef.parameterized(SessionValue.class, accumulation.accumulatorType()));
    }

    /** Number of keys; most have one session. */
    @Override
    public long size() {
        return sessions.keys();
    }

    @Override
    public Frozen freeze(EntrySink<SessionValue<Object>> ofTask, EntrySink<SessionValue<Object>> ofBackground) {
        return sessions.freeze(new SessionSink(ofTask), new SessionSink(ofBackground));
    }

    @Override
    public void expect(long entries) {
        sessions.expect(entries);
    }

    @Override
    public void restore(long namespace, Object key, int hash, SessionValue<Object> value) {
        Session session = new Session(key, hash, new Window(namespace, value.endMillis()));
        session.restore(value.pane());
        sessions.change(key, hash).add(session);
        deadlines.await(session);
        if (value.pane().isQueuedEarly()) {
            firings.restoreEarly(session);
        }
    }

    private record SessionSink(EntrySink<SessionValue<Object>> sink) implements EntrySink<List<Session>> {

        @Override
        public void entry(long namespace, Object key, int hash, List<Session> ofKey) {
            for (Session session : ofKey) {
                SessionValue<Object> value = new SessionValue<>(session.window().endMillis(), session.toValue());
                sink.entry(session.window().startMillis(), key, hash, value);
            }
        }

        @Override
        public void endPage() {
            sink.endPage();
        }
    }
}

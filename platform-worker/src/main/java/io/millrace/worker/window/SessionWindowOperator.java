package io.millrace.worker.window;

import io.millrace.aggregate.Aggregate;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.time.EventTime;
import io.millrace.window.Firing;
import io.millrace.window.Window;
import io.millrace.window.WindowSpec;
import io.millrace.worker.operator.Unopened;
import io.millrace.worker.state.KeyTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Session windows: each record opens a session of one gap, and sessions of a key that overlap are one. A session fires
 * when the watermark reaches its end, and is forgotten when the allowed lateness is over too.
 */
final class SessionWindowOperator implements KeyedOperator {

    private static final int SESSIONS_PER_CALL = 4096;

    private final long gapMillis;
    private final long latenessMillis;
    private final Accumulation accumulation;
    private final PaneFirings firings;
    private final KeyTable<List<Session>> sessions = new KeyTable<>();
    private final PriorityQueue<Deadline> deadlines =
            new PriorityQueue<>(Comparator.comparingLong(Deadline::timeMillis).thenComparingLong(Deadline::number));
    private long nextNumber;
    private @Nullable WindowContext context;
    private Output<Object> out = Unopened.output();
    private long watermarkMillis = EventTime.NO_WATERMARK;

    SessionWindowOperator(WindowSpec spec, WindowSpec.Session shape, Aggregate<Object, Object, Object> aggregate) {
        this.gapMillis = shape.gap().toMillis();
        this.latenessMillis = spec.allowedLateness().toMillis();
        this.accumulation = new Accumulation(aggregate);
        this.firings = new PaneFirings(spec, accumulation);
    }

    @Override
    public void open(OperatorContext operatorContext, Output<Object> output) {
        context = (WindowContext) operatorContext;
        out = output;
    }

    @Override
    public void onRecord(Object key, int hash, Object value, long timestampMillis) throws Exception {
        int found = sessions.find(key, hash);
        List<Session> ofKey = found < 0 ? null : sessions.value(found);
        Window window = ofKey == null ? single(timestampMillis) : merged(ofKey, single(timestampMillis));
        if (isOver(window.endMillis(), watermarkMillis)) {
            context().late(value, timestampMillis);
            return;
        }
        if (ofKey == null) {
            ofKey = new ArrayList<>(1);
            sessions.value(sessions.slotFor(key, hash), ofKey);
        }
        Session session = sessionOf(ofKey, key, hash, window);
        session.add(accumulation, value);
        firings.onAdded(session, watermarkMillis, context().nowMillis(), out);
    }

    @Override
    public void onBatchEnd() throws Exception {
        firings.onBatchEnd(out);
    }

    @Override
    public long wakeAtMillis() {
        return firings.wakeAtMillis();
    }

    @Override
    public boolean onTime(long nowMillis) throws Exception {
        return firings.onTime(watermarkMillis, out);
    }

    @Override
    public boolean onWatermark(long newWatermarkMillis) throws Exception {
        firings.onBatchEnd(out);
        int budget = SESSIONS_PER_CALL;
        Deadline next = deadlines.peek();
        while (next != null && next.timeMillis() <= newWatermarkMillis) {
            if (budget-- == 0 || out.isFull()) {
                return false;
            }
            deadlines.remove();
            meet(next, newWatermarkMillis);
            next = deadlines.peek();
        }
        watermarkMillis = newWatermarkMillis;
        return true;
    }

    private void meet(Deadline deadline, long newWatermarkMillis) throws Exception {
        Session session = deadline.session();
        if (session.isMerged) {
            return;
        }
        if (deadline.isForgetting()) {
            session.awaitsForgetting = false;
            if (!session.awaitsEnd) {
                forgetOrAwait(session, newWatermarkMillis);
            }
        } else {
            session.awaitsEnd = false;
            onEndReached(session, deadline.timeMillis(), newWatermarkMillis);
        }
    }

    private void onEndReached(Session session, long timeMillis, long newWatermarkMillis) throws Exception {
        if (session.window().endMillis() > timeMillis) {
            awaitEnd(session);
        } else {
            firings.fire(session, Firing.ON_TIME, out);
            forgetOrAwait(session, newWatermarkMillis);
        }
    }

    private void forgetOrAwait(Session session, long newWatermarkMillis) {
        if (!isOver(session.window().endMillis(), newWatermarkMillis)) {
            awaitForgetting(session);
            return;
        }
        int slot = sessions.find(session.key(), session.hash());
        List<Session> ofKey = slot < 0 ? null : sessions.value(slot);
        if (ofKey != null) {
            ofKey.remove(session);
            if (ofKey.isEmpty()) {
                sessions.remove(slot);
            }
        }
    }

    private void awaitEnd(Session session) {
        if (!session.awaitsEnd) {
            session.awaitsEnd = true;
            deadlines.add(new Deadline(session.window().endMillis(), nextNumber++, session, false));
        }
    }

    private void awaitForgetting(Session session) {
        if (!session.awaitsForgetting) {
            session.awaitsForgetting = true;
            deadlines.add(new Deadline(session.window().endMillis() + latenessMillis, nextNumber++, session, true));
        }
    }

    private Window single(long timestampMillis) {
        return new Window(timestampMillis, timestampMillis + gapMillis);
    }

    private static Window merged(List<Session> ofKey, Window single) {
        long start = single.startMillis();
        long end = single.endMillis();
        for (Session session : ofKey) {
            if (overlaps(session.window(), single)) {
                start = Math.min(start, session.window().startMillis());
                end = Math.max(end, session.window().endMillis());
            }
        }
        return new Window(start, end);
    }

    private static boolean overlaps(Window left, Window right) {
        return left.startMillis() < right.endMillis() && right.startMillis() < left.endMillis();
    }

    /** The one session that holds the merged window; the others that it swallows lose all they have. */
    private Session sessionOf(List<Session> ofKey, Object key, int hash, Window window) throws Exception {
        Session session = null;
        for (int i = ofKey.size() - 1; i >= 0; i--) {
            Session other = ofKey.get(i);
            if (overlaps(other.window(), window)) {
                if (session == null) {
                    session = other;
                } else {
                    session.absorb(other, accumulation);
                    other.isMerged = true;
                    ofKey.remove(i);
                }
            }
        }
        if (session == null) {
            session = new Session(key, hash, window);
            ofKey.add(session);
        }
        session.window(window);
        if (window.endMillis() > watermarkMillis) {
            awaitEnd(session);
        } else {
            awaitForgetting(session);
        }
        return session;
    }

    private boolean isOver(long endMillis, long atMillis) {
        return atMillis >= endMillis && (atMillis == EventTime.END || atMillis - latenessMillis >= endMillis);
    }

    private WindowContext context() {
        if (context == null) {
            throw new IllegalStateException("Operator has not been opened");
        }
        return context;
    }

    private record Deadline(long timeMillis, long number, Session session, boolean isForgetting) {}
}

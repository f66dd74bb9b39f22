package io.millrace.worker.window;

import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.window.Firing;
import io.millrace.window.Window;
import io.millrace.window.WindowSpec;
import io.millrace.worker.operator.Unopened;
import io.millrace.worker.state.Keeping;
import io.millrace.worker.state.KeyedPart;
import io.millrace.worker.window.SessionDeadlines.Deadline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Session windows: each record opens a session of one gap, and sessions of a key that overlap are one. A session fires
 * when the watermark reaches its end, and is forgotten when the allowed lateness is over too.
 */
final class SessionWindowOperator implements KeyedOperator, Keeping {

    private static final int SESSIONS_PER_CALL = 4096;

    private final long gapMillis;
    private final Accumulation accumulation;
    private final Sessions sessions = new Sessions();
    private final SessionDeadlines deadlines;
    private final PaneFirings firings;
    private final List<KeyedPart<?>> parts;
    private @Nullable WindowContext context;
    private Output<Object> out = Unopened.output();

    SessionWindowOperator(WindowSpec spec, WindowSpec.Session shape, Accumulation accumulation) {
        this.gapMillis = shape.gap().toMillis();
        this.accumulation = accumulation;
        this.deadlines = new SessionDeadlines(spec.allowedLateness().toMillis());
        this.firings = new PaneFirings(spec, accumulation, sessions);
        this.parts = List.of(new SessionsPart(sessions, deadlines, firings, accumulation));
    }

    @Override
    public List<KeyedPart<?>> parts() {
        return parts;
    }

    @Override
    public void open(OperatorContext operatorContext, Output<Object> output) {
        context = (WindowContext) operatorContext;
        out = output;
        deadlines.watermarkMillis(operatorContext.watermarkMillis());
    }

    @Override
    public void onRecord(Object key, int hash, Object value, long timestampMillis) throws Exception {
        List<Session> ofKey = sessions.of(key, hash);
        Window window = ofKey == null ? single(timestampMillis) : merged(ofKey, single(timestampMillis));
        if (deadlines.isOver(window.endMillis(), deadlines.watermarkMillis())) {
            context().late(value, timestampMillis);
            return;
        }
        Session session = sessionOf(sessions.change(key, hash), key, hash, window);
        session.add(accumulation, value);
        firings.onAdded(session, deadlines.watermarkMillis(), context().nowMillis(), out);
    }

    @Override
    public void onBatchEnd() throws Exception {
        firings.onBatchEnd(deadlines.watermarkMillis(), out);
    }

    /** What late records have changed fires before the cut. */
    @Override
    public boolean onBarrier(long barrierId) throws Exception {
        firings.onBatchEnd(deadlines.watermarkMillis(), out);
        return true;
    }

    @Override
    public long wakeAtMillis() {
        return firings.wakeAtMillis();
    }

    @Override
    public boolean onTime(long nowMillis) throws Exception {
        return firings.onTime(deadlines.watermarkMillis(), out);
    }

    @Override
    public boolean onWatermark(long newWatermarkMillis) throws Exception {
        firings.onBatchEnd(deadlines.watermarkMillis(), out);
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
        deadlines.watermarkMillis(newWatermarkMillis);
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
            deadlines.awaitEnd(session);
        } else {
            firings.fire(session, Firing.ON_TIME, out);
            forgetOrAwait(session, newWatermarkMillis);
        }
    }

    private void forgetOrAwait(Session session, long newWatermarkMillis) {
        if (deadlines.isOver(session.window().endMillis(), newWatermarkMillis)) {
            sessions.remove(session);
        } else {
            deadlines.awaitForgetting(session);
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
        deadlines.await(session);
        return session;
    }

    private WindowContext context() {
        if (context == null) {
            throw new IllegalStateException("Operator has not been opened");
        }
        return context;
    }
}

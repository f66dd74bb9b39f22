package io.millrace.worker.window;

import io.millrace.time.EventTime;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * When sessions end and are forgotten, in event time. Follows from the sessions and the watermark, and so is no part of a
 * checkpoint.
 *
 * <p><b>Thread.</b> Owned by one task.
 */
final class SessionDeadlines {

    private final long latenessMillis;
    private final PriorityQueue<Deadline> deadlines =
            new PriorityQueue<>(Comparator.comparingLong(Deadline::timeMillis).thenComparingLong(Deadline::number));
    private long nextNumber;
    private long watermarkMillis = EventTime.NO_WATERMARK;

    SessionDeadlines(long latenessMillis) {
        this.latenessMillis = latenessMillis;
    }

    /** Everything that is due at this watermark has been met. */
    void watermarkMillis(long millis) {
        watermarkMillis = millis;
    }

    long watermarkMillis() {
        return watermarkMillis;
    }

    /** Sets the deadline that a session needs: its end, or, if that has come, the end of the allowed lateness. */
    void await(Session session) {
        if (session.window().endMillis() > watermarkMillis) {
            awaitEnd(session);
        } else {
            awaitForgetting(session);
        }
    }

    void awaitEnd(Session session) {
        if (!session.awaitsEnd) {
            session.awaitsEnd = true;
            deadlines.add(new Deadline(session.window().endMillis(), nextNumber++, session, false));
        }
    }

    void awaitForgetting(Session session) {
        if (!session.awaitsForgetting) {
            session.awaitsForgetting = true;
            deadlines.add(new Deadline(session.window().endMillis() + latenessMillis, nextNumber++, session, true));
        }
    }

    /** Whether a session of this end and the allowed lateness are over. */
    boolean isOver(long endMillis, long atMillis) {
        return atMillis >= endMillis && (atMillis == EventTime.END || atMillis - latenessMillis >= endMillis);
    }

    /** The first deadline, or null if there is none. */
    @Nullable
    Deadline peek() {
        return deadlines.peek();
    }

    /** Takes the first deadline out. */
    void remove() {
        deadlines.remove();
    }

    record Deadline(long timeMillis, long number, Session session, boolean isForgetting) {}
}

package io.millrace.worker.event;

import io.millrace.status.ApplicationEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The latest events. Each has a number, the next one after that of the event before; the oldest make room for others.
 *
 * <p><b>Thread.</b> Any.
 */
public final class EventLog {

    /** Texts of others are cut, so that so many events have an upper bound. */
    private static final int MAX_CHARS = 2000;

    private final int capacity;
    private final Deque<ApplicationEvent> latest = new ArrayDeque<>(); // guarded by this
    private long last; // guarded by this

    /** Makes one that keeps so many. */
    public EventLog(int capacity) {
        this.capacity = capacity;
    }

    /** Notes what has happened. */
    public synchronized void add(Finding finding, long atMillis) {
        if (latest.size() == capacity) {
            latest.removeFirst();
        }
        String message = finding.message();
        latest.addLast(new ApplicationEvent(
                ++last,
                atMillis,
                finding.kind(),
                finding.severity(),
                finding.topology(),
                finding.operator(),
                finding.task(),
                message.length() <= MAX_CHARS ? message : message.substring(0, MAX_CHARS) + "…"));
    }

    /** Number of the last event, or 0. */
    public synchronized long last() {
        return last;
    }

    /**
     * Events after that of a number, the oldest first; those that had to make room are left out.
     *
     * @param limit most events to give, of which the newest count
     */
    public synchronized List<ApplicationEvent> after(long number, int limit) {
        List<ApplicationEvent> found = new ArrayList<>();
        Iterator<ApplicationEvent> newestFirst = latest.descendingIterator();
        while (newestFirst.hasNext() && found.size() < limit) {
            ApplicationEvent event = newestFirst.next();
            if (event.number() <= number) {
                break;
            }
            found.add(event);
        }
        Collections.reverse(found);
        return found;
    }
}

package io.millrace.worker.task;

import io.millrace.deadletter.DeadLetter;
import io.millrace.deadletter.DeadLettered;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The latest dead letters of a topology. Older ones go; the counters of the steps count all.
 *
 * <p><b>Thread.</b> Any. The tasks add to it.
 */
public final class DeadLetterLog {

    /** Letters that are kept; with text of a few thousand characters each, some megabytes. */
    public static final int CAPACITY = 1_000;

    private final Deque<DeadLetter> newestFirst = new ArrayDeque<>();
    private volatile Consumer<DeadLettered> listener = letter -> {};

    /**
     * Names who hears of every letter from now on.
     *
     * @param newListener called by the tasks, at the same time by several; neither blocks nor throws
     */
    public void listenWith(Consumer<DeadLettered> newListener) {
        listener = newListener;
    }

    /** The latest letters, the newest first. */
    public synchronized List<DeadLetter> newest(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("Limit is out of range: limit=" + limit + "; use 0 or more");
        }
        List<DeadLetter> newest = new ArrayList<>();
        Iterator<DeadLetter> letters = newestFirst.iterator();
        while (letters.hasNext() && newest.size() < limit) {
            newest.add(letters.next());
        }
        return newest;
    }

    void add(DeadLettered letter) {
        keep(letter.letter());
        listener.accept(letter);
    }

    private synchronized void keep(DeadLetter letter) {
        if (newestFirst.size() == CAPACITY) {
            newestFirst.removeLast();
        }
        newestFirst.addFirst(letter);
    }
}

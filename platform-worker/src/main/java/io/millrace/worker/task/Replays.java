package io.millrace.worker.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that a task writes, and those whose records it is to take again.
 *
 * <p>Both are as sure as a checkpoint makes them. A letter whose record is taken again is let go of when a checkpoint has been
 * decided whose barrier came behind the record, since until then a failure can undo what came of it. A letter that was written
 * behind the barrier of the checkpoint that the task goes on from is let go of, since its record comes again from its source.
 *
 * <p><b>Thread.</b> {@link #offer} and {@link #isEmpty} may be called by any, the first under the lock of the log; the rest
 * belongs to the task.
 */
final class Replays {

    private final Place place;
    private final DeadLetterLog log;
    private final boolean isKept;
    private final Runnable waker;
    private final Deque<Replay> offered = new ArrayDeque<>(); // guarded by itself
    private final TreeMap<Long, Cut> cuts = new TreeMap<>();
    private Cut sinceBarrier = new Cut();
    private volatile boolean isEmpty = true;

    /**
     * Makes one that nobody finds before it is opened.
     *
     * @param isKept whether there are checkpoints
     * @param waker has the task called soon
     */
    Replays(Place place, DeadLetterLog log, boolean isKept, Runnable waker) {
        this.place = place;
        this.log = log;
        this.isKept = isKept;
        this.waker = waker;
    }

    /**
     * Can be found from now on.
     *
     * @param restoredFrom checkpoint that the task goes on from, or 0 if it begins anew
     */
    void open(long restoredFrom) {
        log.open(this, restoredFrom);
    }

    /** Where it takes records. */
    Place place() {
        return place;
    }

    /** Whether there are checkpoints. */
    boolean isKept() {
        return isKept;
    }

    /** Hands a letter over. */
    void offer(KeptLetter letter, Attempt attempt) {
        synchronized (offered) {
            offered.addLast(new Replay(letter, attempt));
            isEmpty = false;
        }
        waker.run();
    }

    boolean isEmpty() {
        return isEmpty;
    }

    /** The task has written a letter. */
    void written(KeptLetter letter) {
        if (isKept) {
            sinceBarrier.written.add(letter);
        }
    }

    /** The next record that is to be taken again, and now is; null if there is none. */
    @Nullable
    Replay take() {
        Replay next = next();
        if (next == null) {
            return null;
        }
        if (isKept) {
            sinceBarrier.taken.add(next.letter());
            log.taken(next.letter());
        } else {
            log.done(List.of(next.letter()));
        }
        return next;
    }

    private @Nullable Replay next() {
        synchronized (offered) {
            Replay next = offered.pollFirst();
            isEmpty = offered.isEmpty();
            return next;
        }
    }

    /** A snapshot of the task holds all that it has done so far. */
    void onBarrier(long id) {
        if (!sinceBarrier.written.isEmpty() || !sinceBarrier.taken.isEmpty()) {
            log.cut(id, sinceBarrier.written, sinceBarrier.taken);
            cuts.put(id, sinceBarrier);
            sinceBarrier = new Cut();
        }
    }

    /** The checkpoint of a barrier has been decided. */
    void onCheckpointCompleted(long id) {
        var decided = cuts.headMap(id, true);
        decided.values().forEach(cut -> {
            log.sure(cut.written);
            log.done(cut.taken);
        });
        decided.clear();
    }

    /** Nothing more is taken: what was not taken yet stays a dead letter. */
    void end() {
        List<KeptLetter> left = new ArrayList<>();
        for (Replay next = next(); next != null; next = next()) {
            left.add(next.letter());
        }
        log.close(this, left);
    }

    /** The task does nothing more; the next one in its place finds out what a failure has undone. */
    void close() {
        end();
        List<KeptLetter> left = new ArrayList<>(sinceBarrier.taken);
        cuts.values().forEach(cut -> left.addAll(cut.taken));
        log.stay(left);
    }

    /**
     * Names a task.
     *
     * @param stage number of its stage
     * @param task number among the tasks of the stage
     */
    record Place(int stage, int task) {}

    /**
     * A record that is to be taken again.
     *
     * @param letter what became of it before
     * @param attempt how it is taken
     */
    record Replay(KeptLetter letter, Attempt attempt) {

        /** Name of the step that is to take it. */
        String operator() {
            return letter.letter().operator();
        }
    }

    /** What was done between two barriers. */
    private static final class Cut {

        private final List<KeptLetter> written = new ArrayList<>();
        private final List<KeptLetter> taken = new ArrayList<>();
    }
}

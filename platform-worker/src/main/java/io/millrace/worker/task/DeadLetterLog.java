package io.millrace.worker.task;

import io.millrace.deadletter.DeadLetter;
import io.millrace.deadletter.DeadLettered;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The latest dead letters of a topology. Older ones go; the counters of the steps count all.
 *
 * <p><b>Thread.</b> Any. The tasks add to it.
 */
public final class DeadLetterLog {

    /** Letters that are kept; with text of a few thousand characters each, some megabytes. */
    public static final int CAPACITY = 1_000;

    private final Deque<KeptLetter> newestFirst = new ArrayDeque<>(); // guarded by this
    private final Map<Replays.Place, Replays> open = new HashMap<>(); // guarded by this
    private long lastNumber; // guarded by this
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
    public List<DeadLetter> newest(int limit) {
        return kept(limit).stream().map(Kept::letter).toList();
    }

    /** The latest letters with their numbers, the newest first. */
    public synchronized List<Kept> kept(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("Limit is out of range: limit=" + limit + "; use 0 or more");
        }
        return newestFirst.stream()
                .limit(limit)
                .map(kept -> new Kept(kept.number(), kept.letter(), kept.isUnderWay()))
                .toList();
    }

    /**
     * Gives records to their steps again, as the letters say. Each is taken soon, in the order of the letters, between two
     * batches. A letter stays until a checkpoint holds what came of it. A record that fails once more becomes another letter.
     *
     * @param numbers which letters, or null for all
     */
    public Outcome replay(@Nullable Set<Long> numbers) {
        Map<Long, String> refused = new TreeMap<>();
        int replayed = 0;
        for (KeptLetter letter : chosen(numbers, refused)) {
            String fault = replay(letter);
            if (fault == null) {
                replayed++;
            } else {
                refused.put(letter.number(), fault);
            }
        }
        return new Outcome(replayed, refused);
    }

    /**
     * Lets go of letters that are not under way.
     *
     * @param numbers which letters, or null for all
     */
    public Outcome drop(@Nullable Set<Long> numbers) {
        Map<Long, String> refused = new TreeMap<>();
        int dropped = 0;
        for (KeptLetter letter : chosen(numbers, refused)) {
            if (remove(letter)) {
                dropped++;
            } else {
                refused.put(letter.number(), "Its record is given to its step again at the moment; drop it later");
            }
        }
        return new Outcome(dropped, refused);
    }

    /** Those of some numbers, the oldest first. */
    private synchronized List<KeptLetter> chosen(@Nullable Set<Long> numbers, Map<Long, String> refused) {
        List<KeptLetter> chosen = new ArrayList<>();
        Set<Long> missing = numbers == null ? new HashSet<>() : new HashSet<>(numbers);
        newestFirst.descendingIterator().forEachRemaining(letter -> {
            if (numbers == null || missing.remove(letter.number())) {
                chosen.add(letter);
            }
        });
        missing.forEach(number -> refused.put(number, "It is not kept any more, or never was; look at the list"));
        return chosen;
    }

    /** Hands a letter to its task; says why not, or null if that is done. */
    private synchronized @Nullable String replay(KeptLetter letter) {
        if (letter.isUnderWay()) {
            return "Its record is given to its step again at the moment; wait for the next checkpoint";
        }
        Replays.Place place = letter.place();
        if (place == null || !letter.isOfOneRecord()) {
            return "It stands for a key, a timer or several records, which cannot be taken again; drop it";
        }
        Attempt again = letter.again();
        if (again == null) {
            return "Its record was given up, because memory was short; take it from where it came from";
        }
        Replays task = open.get(place);
        if (task == null) {
            return "Its task does not run here at the moment: operator="
                    + letter.letter().operator() + ", task=" + place.task()
                    + "; start the topology, or wait until the task is back";
        }
        letter.isUnderWay(true);
        task.offer(letter, again);
        return null;
    }

    private synchronized boolean remove(KeptLetter letter) {
        return !letter.isUnderWay() && newestFirst.remove(letter);
    }

    /** A task begins: what the failure before it has undone is put right, and it can take records again. */
    synchronized void open(Replays task, long restoredFrom) {
        open.put(task.place(), task);
        newestFirst.removeIf(letter -> task.place().equals(letter.place()) && isPast(letter, restoredFrom));
    }

    /** Whether a letter is of no use any more to a task that goes on from a checkpoint; if not, it is as sure as that. */
    private static boolean isPast(KeptLetter letter, long restoredFrom) {
        boolean comesAgain = letter.writtenBefore() > restoredFrom;
        boolean wasTaken = letter.takenBefore() != KeptLetter.SURE && letter.takenBefore() <= restoredFrom;
        letter.writtenBefore(KeptLetter.SURE);
        letter.takenBefore(KeptLetter.SURE);
        letter.isUnderWay(false);
        return comesAgain || wasTaken;
    }

    /** A task takes records no more, and has not taken these. */
    synchronized void close(Replays task, List<KeptLetter> left) {
        open.remove(task.place(), task);
        stay(left);
    }

    /** A task has taken a record again. */
    synchronized void taken(KeptLetter letter) {
        letter.takenBefore(KeptLetter.NO_BARRIER);
    }

    /** A barrier has come behind what a task has given up and taken again. */
    synchronized void cut(long barrier, List<KeptLetter> written, List<KeptLetter> taken) {
        written.forEach(letter -> letter.writtenBefore(barrier));
        taken.forEach(letter -> letter.takenBefore(barrier));
    }

    /** No failure can undo that these were given up. */
    synchronized void sure(List<KeptLetter> letters) {
        letters.forEach(letter -> letter.writtenBefore(KeptLetter.SURE));
    }

    /** No failure can undo that these were taken again. */
    synchronized void done(List<KeptLetter> letters) {
        newestFirst.removeAll(letters);
    }

    /** These are under way no more. */
    synchronized void stay(List<KeptLetter> letters) {
        letters.forEach(letter -> letter.isUnderWay(false));
    }

    /**
     * Keeps a letter, and tells of it.
     *
     * @param task takes the record again, or null if nobody does
     * @param again how it is taken again, or null if it cannot be
     */
    void add(DeadLettered letter, @Nullable Replays task, @Nullable Attempt again) {
        KeptLetter kept = keep(letter.letter(), task, again);
        if (task != null) {
            task.written(kept);
        }
        listener.accept(letter);
    }

    private synchronized KeptLetter keep(DeadLetter letter, @Nullable Replays task, @Nullable Attempt again) {
        if (newestFirst.size() == CAPACITY) {
            makeRoom();
        }
        KeptLetter kept = new KeptLetter(++lastNumber, letter, task == null ? null : task.place(), again);
        kept.writtenBefore(task != null && task.isKept() ? KeptLetter.NO_BARRIER : KeptLetter.SURE);
        newestFirst.addFirst(kept);
        return kept;
    }

    /** The oldest goes, but those that are under way stay as long as there are others. */
    private void makeRoom() {
        Iterator<KeptLetter> oldestFirst = newestFirst.descendingIterator();
        while (oldestFirst.hasNext()) {
            if (!oldestFirst.next().isUnderWay()) {
                oldestFirst.remove();
                return;
            }
        }
        newestFirst.removeLast();
    }

    /**
     * A letter that is kept.
     *
     * @param number its number, which no other letter of the topology has in this process
     * @param isUnderWay whether its record has been given to its step again, and no checkpoint holds that yet
     */
    public record Kept(long number, DeadLetter letter, boolean isUnderWay) {}

    /**
     * What came of a wish.
     *
     * @param done how many letters it was done for
     * @param refused why it cannot be done for others, by number
     */
    public record Outcome(int done, Map<Long, String> refused) {}
}

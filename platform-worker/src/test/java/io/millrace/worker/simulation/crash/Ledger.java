package io.millrace.worker.simulation.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A system outside of the process that knows transactions, and outlives every crash. It sees that no writer makes anything
 * visible after a writer of a later attempt has taken its place.
 */
final class Ledger {

    private final Map<String, List<String>> prepared = new HashMap<>();
    private final Map<String, List<String>> committed = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final List<Place> places = new ArrayList<>();
    private final Map<String, Long> latest = new HashMap<>();
    private long overwriter;
    private boolean hasGoneBack;

    /** Everything that was committed. */
    List<String> visible() {
        return committed.values().stream().flatMap(List::stream).toList();
    }

    void prepare(String transaction, List<String> results) {
        if (prepared.putIfAbsent(transaction, List.copyOf(results)) != null || committed.containsKey(transaction)) {
            throw new AssertionError("Number of a checkpoint was used twice: transaction=" + transaction);
        }
    }

    /** Makes results visible, as the writer of an attempt. */
    void commit(String transaction, long attempt) {
        if (committed.containsKey(transaction) || gone.contains(transaction)) {
            return;
        }
        List<String> results = prepared.remove(transaction);
        if (results == null) {
            throw new AssertionError("Transaction that was decided is lost: transaction=" + transaction);
        }
        requireInPlace(transaction, attempt);
        committed.put(transaction, results);
    }

    private void requireInPlace(String transaction, long attempt) {
        String[] parts = transaction.split("-");
        for (Place place : places) {
            if (place.attempt > attempt && place.owns(parts)) {
                throw new AssertionError("An older attempt shows something after a newer one has begun: transaction="
                        + transaction + ", attempt=" + attempt + ", newer=" + place.attempt);
            }
        }
    }

    /** Puts a number in the place of the one before, as the writer of an attempt; is seen at once. */
    void overwrite(String key, long number, long attempt) {
        if (overwriter > attempt) {
            throw new AssertionError("An older attempt overwrites after a newer one has begun: key=" + key
                    + ", attempt=" + attempt + ", newer=" + overwriter);
        }
        latest.put(key, number);
    }

    /** A writer of an attempt overwrites from now on, and no older one. */
    void overwrites(long attempt) {
        overwriter = Math.max(overwriter, attempt);
    }

    /** Requires that what was overwritten goes with what was committed, when all is over. */
    void requireLatest() {
        if (latest.isEmpty() || hasGoneBack) {
            return;
        }
        Map<String, Long> committedLast = new HashMap<>();
        visible().stream()
                .filter(result -> result.startsWith("e "))
                .map(result -> result.split(" "))
                .forEach(parts -> committedLast.merge(parts[1], Long.parseLong(parts[2]), Math::max));
        committedLast.forEach((key, number) -> {
            Long last = latest.get(key);
            if (!number.equals(last)) {
                throw new AssertionError("Another number than the last stands in the end: key=" + key + ", number="
                        + last + ", expected=" + number);
            }
        });
    }

    /** Forgets what will never be decided. */
    void abortBeyond(long checkpointId, String sink, int task, int parallelism) {
        Place place = new Place(sink, task, parallelism, 0);
        prepared.keySet().removeIf(transaction -> {
            String[] parts = transaction.split("-");
            return Long.parseLong(parts[0]) > checkpointId && place.owns(parts);
        });
    }

    /** The writer of an attempt has taken over everything of its place, and writes from now on. */
    void takenOver(String sink, int task, int parallelism, long attempt) {
        places.removeIf(place -> place.sink.equals(sink) && place.parallelism == parallelism && place.task == task);
        places.add(new Place(sink, task, parallelism, attempt));
    }

    /** Somebody has brought it back to where it was at a checkpoint; nobody hears anything of what came later. */
    void goBackTo(long checkpointId) {
        hasGoneBack = true;
        List.of(prepared, committed)
                .forEach(transactions -> transactions.keySet().removeIf(transaction -> {
                    boolean isLater = Long.parseLong(transaction.split("-")[0]) > checkpointId;
                    if (isLater) {
                        gone.add(transaction);
                    }
                    return isLater;
                }));
    }

    /** A writer's share of what is written. */
    private record Place(String sink, int task, int parallelism, long attempt) {

        boolean owns(String[] transaction) {
            return transaction[2].equals(sink) && Integer.parseInt(transaction[1]) % parallelism == task;
        }
    }
}

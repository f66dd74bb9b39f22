package io.millrace.worker.simulation.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A system outside of the process that knows transactions, and outlives every crash. */
final class Ledger {

    private final Map<String, List<String>> prepared = new HashMap<>();
    private final Set<String> committed = new HashSet<>();
    private final List<String> visible = new ArrayList<>();

    /** Everything that was committed. */
    List<String> visible() {
        return visible;
    }

    void prepare(String transaction, List<String> results) {
        if (prepared.putIfAbsent(transaction, List.copyOf(results)) != null || committed.contains(transaction)) {
            throw new AssertionError("Number of a checkpoint was used twice: transaction=" + transaction);
        }
    }

    void commit(String transaction) {
        if (committed.contains(transaction)) {
            return;
        }
        List<String> results = prepared.remove(transaction);
        if (results == null) {
            throw new AssertionError("Transaction that was decided is lost: transaction=" + transaction);
        }
        committed.add(transaction);
        visible.addAll(results);
    }

    /** Forgets what will never be decided. */
    void abortBeyond(long checkpointId, String sink, int task, int parallelism) {
        prepared.keySet().removeIf(transaction -> {
            String[] parts = transaction.split("-");
            return parts[2].equals(sink)
                    && Long.parseLong(parts[0]) > checkpointId
                    && Integer.parseInt(parts[1]) % parallelism == task;
        });
    }
}

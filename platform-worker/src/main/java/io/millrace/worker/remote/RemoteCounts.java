package io.millrace.worker.remote;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What other executors have counted in their tasks, as they said last.
 *
 * <p><b>Thread.</b> Any.
 */
public final class RemoteCounts {

    private final Map<Integer, List<TaskCount>> byExecutor = new HashMap<>(); // guarded by this

    RemoteCounts() {}

    synchronized void note(int executor, List<TaskCount> tasks) {
        byExecutor.put(executor, List.copyOf(tasks));
    }

    synchronized void forget(int executor) {
        byExecutor.remove(executor);
    }

    /** All of it. */
    public synchronized List<TaskCount> tasks() {
        return byExecutor.values().stream().flatMap(List::stream).toList();
    }
}

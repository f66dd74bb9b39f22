package io.millrace.worker.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attempts that are open here, and up to which number they have been.
 *
 * <p><b>Thread.</b> Any; calls nothing while it holds its lock.
 */
final class Attempts {

    private final Map<String, Map<Long, Attempt>> open = new HashMap<>(); // guarded by this
    private final Map<String, Long> newest = new HashMap<>(); // guarded by this

    synchronized void add(Attempt attempt) {
        AttemptSpec spec = attempt.spec();
        Long known = newest.get(spec.topology());
        if (known != null && spec.attempt() <= known) {
            throw new IllegalArgumentException("Attempt is not newer than the last one: topology=" + spec.topology()
                    + ", attempt=" + spec.attempt() + ", last=" + known);
        }
        newest.put(spec.topology(), spec.attempt());
        open.computeIfAbsent(spec.topology(), name -> new HashMap<>()).put(spec.attempt(), attempt);
    }

    synchronized void remove(Attempt attempt) {
        Map<Long, Attempt> ofTopology = open.get(attempt.spec().topology());
        if (ofTopology != null) {
            ofTopology.remove(attempt.spec().attempt());
        }
    }

    synchronized @Nullable Attempt find(String topology, long number) {
        Map<Long, Attempt> ofTopology = open.get(topology);
        return ofTopology == null ? null : ofTopology.get(number);
    }

    /** Whether an attempt is newer than all that have been opened. */
    synchronized boolean isStillToCome(String topology, long number) {
        Long known = newest.get(topology);
        return known == null || number > known;
    }

    synchronized List<Attempt> all() {
        return open.values().stream()
                .flatMap(byNumber -> byNumber.values().stream())
                .toList();
    }
}

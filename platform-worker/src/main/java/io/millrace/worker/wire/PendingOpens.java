package io.millrace.worker.wire;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Attempts that one executor has opened and we have not yet. Guarded by the session. */
final class PendingOpens {

    private static final int MAX_COUNT = 64;
    private static final long MAX_BYTES = 8 << 20;

    private record Waiting(OpenRequest request, int bytes) {}

    private final Map<Integer, Waiting> waiting = new LinkedHashMap<>();
    private long bytes;

    /** Returns false if there is no room. */
    boolean add(int run, OpenRequest request, int frameBytes) {
        remove(run);
        if (waiting.size() == MAX_COUNT || bytes + frameBytes > MAX_BYTES) {
            return false;
        }
        waiting.put(run, new Waiting(request, frameBytes));
        bytes += frameBytes;
        return true;
    }

    void remove(int run) {
        Waiting removed = waiting.remove(run);
        if (removed != null) {
            bytes -= removed.bytes();
        }
    }

    /** Takes out what is of a topology and not newer than an attempt, by the numbers of the runs. */
    Map<Integer, OpenRequest> takeUpTo(AttemptSpec spec) {
        Map<Integer, OpenRequest> taken = new HashMap<>();
        waiting.forEach((run, entry) -> {
            OpenRequest request = entry.request();
            if (request.topology().equals(spec.topology()) && request.attempt() <= spec.attempt()) {
                taken.put(run, request);
            }
        });
        taken.keySet().forEach(this::remove);
        return taken;
    }

    void clear() {
        waiting.clear();
        bytes = 0;
    }
}

package io.millrace.benchmark.ideal;

import io.millrace.benchmark.workload.FirmInput;
import io.millrace.benchmark.workload.FirmLatency;
import io.millrace.benchmark.workload.FirmMessage;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Each thread makes the messages of a split, deals them by id over a mesh of rings, and correlates those that come to it.
 * Means are put together at the end. It forgets a request with its response, be that late, and has no timers: it knows that
 * an answer comes, and the engines do not.
 */
final class MeshFirms {

    private final AtomicLong arrived = new AtomicLong();
    private final FirmMeans means = new FirmMeans();
    private final FirmInput input;
    private final long count;
    private final int threads;
    private final Mesh<FirmMessage> mesh;

    MeshFirms(long count, int threads) {
        this.input = new FirmInput(count, threads);
        this.count = count;
        this.threads = threads;
        this.mesh = new Mesh<>(threads);
    }

    Tally run() throws InterruptedException, ExecutionException {
        Crew.run(threads, thread -> new Lane(thread).run());
        TallyBuilder tally = new TallyBuilder();
        means.drainTo(tally);
        return tally.build();
    }

    private synchronized void add(FirmMeans part) {
        means.addAll(part);
    }

    /** What one thread does. */
    private final class Lane {

        private final FirmMeans part = new FirmMeans();
        private final PendingRequests pending = new PendingRequests();
        private final List<BatchRing<FirmMessage>> inlets = new ArrayList<>();
        private final List<Outlet<FirmMessage>> outlets = new ArrayList<>();
        private final FirmInput.Cursor cursor;
        private boolean isAtEnd;

        Lane(int thread) {
            this.cursor = input.cursor(thread);
            for (int other = 0; other < threads; other++) {
                inlets.add(mesh.ring(other, thread));
                outlets.add(new Outlet<>(mesh.ring(thread, other)));
            }
        }

        Tally run() {
            while (arrived.get() < count) {
                boolean hasDone = false;
                for (BatchRing<FirmMessage> inlet : inlets) {
                    hasDone |= correlate(inlet);
                }
                hasDone |= source();
                if (!hasDone) {
                    Crew.pause();
                }
            }
            add(part);
            return Tally.NOTHING;
        }

        private boolean source() {
            if (isAtEnd) {
                return false;
            }
            for (int i = 0; i < BatchRing.BATCH_SIZE; i++) {
                if (!haveRoom()) {
                    return i > 0;
                }
                FirmMessage message = cursor.next();
                if (message == null) {
                    isAtEnd = true;
                    outlets.forEach(Outlet::flush);
                    return true;
                }
                outlets.get(target(message.id())).add(message);
            }
            return true;
        }

        private boolean haveRoom() {
            for (int i = 0; i < threads; i++) {
                if (!outlets.get(i).hasRoom()) {
                    return false;
                }
            }
            return true;
        }

        private int target(long id) {
            return (int) (((id * 0x9E3779B97F4A7C15L) >>> 33) % threads);
        }

        private boolean correlate(BatchRing<FirmMessage> inlet) {
            int slot = inlet.poll();
            if (slot < 0) {
                return false;
            }
            int length = inlet.length(slot);
            for (int i = 0; i < length; i++) {
                take(inlet.get(slot, i));
            }
            inlet.release();
            arrived.addAndGet(length);
            return true;
        }

        private void take(FirmMessage message) {
            if (!message.isResponse()) {
                pending.put(message.id(), message.timestampMillis());
                return;
            }
            long requestMillis = pending.remove(message.id());
            FirmLatency latency = latency(requestMillis, message);
            if (latency != null) {
                part.add(latency, message.timestampMillis());
            }
        }

        private static @Nullable FirmLatency latency(long requestMillis, FirmMessage response) {
            return requestMillis == PendingRequests.NONE ? null : FirmLatency.of(requestMillis, response);
        }
    }
}

package io.millrace.benchmark.ideal;

import io.millrace.benchmark.workload.PassStrings;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Source, operator and sink in each thread, with two meshes of rings between them. Whole batches are dealt in turn, and
 * handed over by one write each.
 */
final class MeshPass {

    private final PassStrings strings = new PassStrings();
    private final AtomicLong arrived = new AtomicLong();
    private final long count;
    private final int threads;
    private final Mesh<String> toOperators;
    private final Mesh<String> toSinks;

    MeshPass(long count, int threads) {
        this.count = count;
        this.threads = threads;
        this.toOperators = new Mesh<>(threads);
        this.toSinks = new Mesh<>(threads);
    }

    Tally run() throws InterruptedException, ExecutionException {
        return Crew.run(threads, thread -> new Lane(thread).run());
    }

    /** What one thread does. */
    private final class Lane {

        private final TallyBuilder tally = new TallyBuilder();
        private final int thread;
        private long number;
        private int nextOperator;
        private int nextSink;

        Lane(int thread) {
            this.thread = thread;
            this.number = thread;
        }

        Tally run() {
            while (arrived.get() < count) {
                // From the end, so that what is on its way goes on before more is made.
                boolean hasDone = false;
                for (int from = 0; from < threads; from++) {
                    hasDone |= sink(toSinks.ring(from, thread));
                    hasDone |= operate(toOperators.ring(from, thread));
                }
                hasDone |= source();
                if (!hasDone) {
                    Crew.pause();
                }
            }
            return tally.build();
        }

        private boolean source() {
            if (number >= count) {
                return false;
            }
            BatchRing<String> ring = toOperators.ring(thread, nextOperator);
            int slot = ring.claim();
            if (slot < 0) {
                return false;
            }
            int length = 0;
            while (length < BatchRing.BATCH_SIZE && number < count) {
                ring.set(slot, length++, strings.get(number));
                number += threads;
            }
            ring.publish(length);
            nextOperator = (nextOperator + 1) % threads;
            return true;
        }

        private boolean operate(BatchRing<String> in) {
            int full = in.poll();
            if (full < 0) {
                return false;
            }
            BatchRing<String> out = toSinks.ring(thread, nextSink);
            int slot = out.claim();
            if (slot < 0) {
                return false;
            }
            int length = in.length(full);
            for (int i = 0; i < length; i++) {
                out.set(slot, i, in.get(full, i));
            }
            in.release();
            out.publish(length);
            nextSink = (nextSink + 1) % threads;
            return true;
        }

        private boolean sink(BatchRing<String> in) {
            int full = in.poll();
            if (full < 0) {
                return false;
            }
            int length = in.length(full);
            for (int i = 0; i < length; i++) {
                tally.addString(in.get(full, i));
            }
            in.release();
            arrived.addAndGet(length);
            return true;
        }
    }
}

package io.millrace.benchmark.pass;

import io.millrace.benchmark.ideal.BatchRing;
import io.millrace.benchmark.measure.Contender;
import io.millrace.benchmark.workload.PassStrings;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The strings through one {@link BatchRing} between two threads: a single hand-over and nothing else. */
final class RingPass implements Contender<Tally> {

    private static final int SPINS = 200;

    private final PassStrings strings = new PassStrings();
    private final long count;

    RingPass(long count) {
        this.count = count;
    }

    @Override
    public String engine() {
        return "ring";
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public Tally run() throws InterruptedException, ExecutionException {
        BatchRing<String> ring = new BatchRing<>();
        CompletableFuture<Tally> tally = new CompletableFuture<>();
        Thread consumer = new Thread(() -> tally.complete(consume(ring)), "ring-consumer");
        consumer.setDaemon(true);
        consumer.start();
        produce(ring);
        return tally.get();
    }

    private void produce(BatchRing<String> ring) {
        long number = 0;
        while (number < count) {
            int slot = awaitSlot(ring, true);
            int length = (int) Math.min(BatchRing.BATCH_SIZE, count - number);
            for (int i = 0; i < length; i++) {
                ring.set(slot, i, strings.get(number++));
            }
            ring.publish(length);
        }
    }

    private Tally consume(BatchRing<String> ring) {
        TallyBuilder tally = new TallyBuilder();
        long number = 0;
        while (number < count) {
            int slot = awaitSlot(ring, false);
            int length = ring.length(slot);
            for (int i = 0; i < length; i++) {
                tally.addString(ring.get(slot, i));
            }
            number += length;
            ring.release();
        }
        return tally.build();
    }

    // Spins at first, then leaves the core to others: the machine may have fewer free cores than there are threads.
    @SuppressWarnings("ThreadPriorityCheck")
    private static int awaitSlot(BatchRing<String> ring, boolean isProducer) {
        int spins = 0;
        while (true) {
            int slot = isProducer ? ring.claim() : ring.poll();
            if (slot >= 0) {
                return slot;
            }
            if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }
}

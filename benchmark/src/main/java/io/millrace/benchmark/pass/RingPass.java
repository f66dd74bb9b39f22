package io.millrace.benchmark.pass;

import io.millrace.benchmark.measure.Contender;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The strings through one {@link BatchRing} between two threads: a single hand-over and nothing else. */
final class RingPass implements Contender<PassTally> {

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
    public PassTally run() throws InterruptedException, ExecutionException {
        BatchRing ring = new BatchRing();
        CompletableFuture<PassTally> tally = new CompletableFuture<>();
        Thread consumer = new Thread(() -> tally.complete(consume(ring)), "ring-consumer");
        consumer.setDaemon(true);
        consumer.start();
        produce(ring);
        return tally.get();
    }

    private void produce(BatchRing ring) {
        long number = 0;
        while (number < count) {
            int slot = awaitSlot(ring, true);
            String[] batch = ring.batch(slot);
            int length = (int) Math.min(BatchRing.BATCH_SIZE, count - number);
            for (int i = 0; i < length; i++) {
                batch[i] = strings.get(number++);
            }
            ring.publish(length);
        }
    }

    private PassTally consume(BatchRing ring) {
        PassTallyBuilder tally = new PassTallyBuilder();
        long number = 0;
        while (number < count) {
            int slot = awaitSlot(ring, false);
            String[] batch = ring.batch(slot);
            int length = ring.length(slot);
            for (int i = 0; i < length; i++) {
                tally.add(batch[i]);
            }
            number += length;
            ring.release();
        }
        return tally.build();
    }

    // Spins at first, then leaves the core to others: the machine may have fewer free cores than there are threads.
    @SuppressWarnings("ThreadPriorityCheck")
    private static int awaitSlot(BatchRing ring, boolean isProducer) {
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

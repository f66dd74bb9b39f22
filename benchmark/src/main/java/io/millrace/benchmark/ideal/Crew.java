package io.millrace.benchmark.ideal;

import io.millrace.benchmark.workload.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Threads that share the work of one run. */
final class Crew {

    private Crew() {}

    /**
     * Lets each thread do its part, and adds up what they come to.
     *
     * @param part does the part of the thread of a number, from 0
     */
    static Tally run(int threads, IntFunction<Tally> part) throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Tally>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                parts.add(executor.submit(() -> part.apply(number)));
            }
            Tally sum = Tally.NOTHING;
            for (Future<Tally> done : parts) {
                sum = sum.plus(done.get());
            }
            return sum;
        } finally {
            executor.shutdownNow();
        }
    }

    /** Leaves the core to others when there is nothing to do: there may be fewer free cores than threads. */
    @SuppressWarnings("ThreadPriorityCheck")
    static void pause() {
        Thread.yield();
    }
}

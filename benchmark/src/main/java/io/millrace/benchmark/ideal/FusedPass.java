package io.millrace.benchmark.ideal;

import io.millrace.benchmark.workload.PassStrings;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;
import java.util.concurrent.ExecutionException;

/** Source, operator and sink as one loop in each thread. */
final class FusedPass {

    private final PassStrings strings = new PassStrings();
    private final long count;
    private final int threads;

    FusedPass(long count, int threads) {
        this.count = count;
        this.threads = threads;
    }

    Tally run() throws InterruptedException, ExecutionException {
        return Crew.run(threads, this::part);
    }

    private Tally part(int thread) {
        TallyBuilder tally = new TallyBuilder();
        // Its numbers in a row: the compiler unrolls a loop whose step it knows.
        long end = count * (thread + 1) / threads;
        for (long number = count * thread / threads; number < end; number++) {
            tally.addString(strings.get(number));
        }
        return tally.build();
    }
}

package io.millrace.benchmark.pass;

import io.millrace.benchmark.measure.Contender;
import io.millrace.benchmark.workload.PassStrings;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;

/** Source, operator and sink as a loop on one thread, without an engine. */
final class IdealPass implements Contender<Tally> {

    private final PassStrings strings = new PassStrings();
    private final long count;

    IdealPass(long count) {
        this.count = count;
    }

    @Override
    public String engine() {
        return "ideal";
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public Tally run() {
        TallyBuilder tally = new TallyBuilder();
        for (long number = 0; number < count; number++) {
            tally.addString(strings.get(number));
        }
        return tally.build();
    }
}

package io.millrace.benchmark.pass;

import io.millrace.benchmark.measure.Contender;

/** Source, operator and sink as a loop on one thread, without an engine. */
final class IdealPass implements Contender<PassTally> {

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
    public PassTally run() {
        PassTallyBuilder tally = new PassTallyBuilder();
        for (long number = 0; number < count; number++) {
            tally.add(strings.get(number));
        }
        return tally.build();
    }
}

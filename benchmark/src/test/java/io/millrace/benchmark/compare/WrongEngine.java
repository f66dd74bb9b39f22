package io.millrace.benchmark.compare;

import io.millrace.benchmark.ideal.IdealEngine;
import io.millrace.benchmark.protocol.Engine;
import io.millrace.benchmark.protocol.EngineProcess;
import io.millrace.benchmark.protocol.RunSpec;
import io.millrace.benchmark.workload.Tally;

/** Loses an event now and then: in each run of an even number of events. */
public final class WrongEngine implements Engine {

    private final IdealEngine ideal = IdealEngine.withThreads();

    /** Serves until the input ends. */
    public static void main(String[] args) {
        EngineProcess.serve(parallelism -> new WrongEngine(), args);
    }

    @Override
    public String name() {
        return "wrong";
    }

    @Override
    public Tally run(RunSpec spec) throws Exception {
        long lost = spec.events() % 2 == 0 ? 1 : 0;
        return ideal.run(new RunSpec(spec.workload(), spec.parallelism(), spec.events() - lost));
    }

    @Override
    public void close() {}
}

package io.millrace.benchmark.ideal;

import io.millrace.benchmark.protocol.Engine;
import io.millrace.benchmark.protocol.EngineProcess;
import io.millrace.benchmark.protocol.RunSpec;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.WordCountInput;

/** No engine: a thread for each task of a step, and what a good engineer would write for this one job. */
public final class IdealEngine implements Engine {

    private IdealEngine() {}

    /** One that makes its threads for each run. */
    public static IdealEngine withThreads() {
        return new IdealEngine();
    }

    /** Serves until the input ends. */
    public static void main(String[] args) {
        EngineProcess.serve(parallelism -> withThreads(), args);
    }

    @Override
    public String name() {
        return "ideal";
    }

    @Override
    public Tally run(RunSpec spec) throws Exception {
        int threads = spec.parallelism();
        return switch (spec.workload()) {
            case PASS -> new MeshPass(spec.events(), threads).run();
            case PASS_FUSED -> new FusedPass(spec.events(), threads).run();
            case WORD_COUNT -> new WindowedWords(WordCountInput.text(spec.events()), threads).run();
            case FIRMS -> new MeshFirms(spec.events(), threads).run();
            case NEXMARK_Q0,
                    NEXMARK_Q1,
                    NEXMARK_Q2,
                    NEXMARK_Q3,
                    NEXMARK_Q4,
                    NEXMARK_Q5,
                    NEXMARK_Q7,
                    NEXMARK_Q8,
                    NEXMARK_Q11 ->
                throw new IllegalArgumentException(
                        "Ideal does no Nexmark: workload=" + spec.workload().title() + "; leave it out");
        };
    }

    @Override
    public void close() {}
}

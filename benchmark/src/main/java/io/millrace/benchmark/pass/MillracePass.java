package io.millrace.benchmark.pass;

import io.millrace.benchmark.engine.RunningTopology;
import io.millrace.benchmark.measure.Contender;
import io.millrace.benchmark.workload.PassStrings;
import io.millrace.benchmark.workload.Tally;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;

/** Source, operator and sink as a topology, shuffled between them or fused. */
public final class MillracePass implements Contender<Tally> {

    private final PassStrings strings = new PassStrings();
    private final long count;
    private final int parallelism;
    private final boolean isShuffled;

    /** Prepares to pass so many strings. */
    public MillracePass(long count, int parallelism, boolean isShuffled) {
        this.count = count;
        this.parallelism = parallelism;
        this.isShuffled = isShuffled;
    }

    @Override
    public String engine() {
        return "millrace";
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public Tally run() throws InterruptedException {
        PassSink sink = new PassSink();
        RunningTopology.runToEnd(topology(sink), parallelism);
        return sink.tally();
    }

    private Topology topology(PassSink sink) {
        TopologyBuilder builder = TopologyBuilder.named("pass");
        DataStream<String> strings = builder.source("strings", new PassSource(this.strings, count, parallelism));
        DataStream<String> passed = shuffled(strings).map("operator", (String value) -> value);
        shuffled(passed).sinkTo("tally", sink);
        return builder.build();
    }

    private DataStream<String> shuffled(DataStream<String> stream) {
        return isShuffled ? stream.rebalance() : stream;
    }
}

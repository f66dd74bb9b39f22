package io.millrace.benchmark.cluster;

import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;

/** Strings of 100 bytes to the tasks of their keys, which are the strings themselves, and to a sink that only counts. */
final class ShuffleJob implements Job {

    private final GivenStrings strings;
    private final CountingSink sink = new CountingSink();
    private final int parallelism;

    ShuffleJob(ExecutorSpec spec) {
        this.strings = new GivenStrings(spec);
        this.parallelism = spec.job().parallelism();
    }

    @Override
    public Topology topology() {
        TopologyBuilder builder = TopologyBuilder.named("shuffle");
        builder.source("strings", strings)
                .typed(String.class)
                .parallelism(parallelism)
                .keyBy((String value) -> value)
                .process("keyed", new PassOn())
                .typed(String.class)
                .parallelism(parallelism)
                .startsStage()
                .sinkTo("count", sink);
        return builder.build();
    }

    @Override
    public void give(long records) {
        strings.give(records);
    }

    @Override
    public long arrived() {
        return sink.arrived();
    }

    @Override
    public void beginTiming() {
        throw untimed();
    }

    @Override
    public Latencies endTiming() {
        throw untimed();
    }

    private static UnsupportedOperationException untimed() {
        return new UnsupportedOperationException("Records of a shuffle are not timed");
    }
}

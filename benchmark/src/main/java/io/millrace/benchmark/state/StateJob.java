package io.millrace.benchmark.state;

import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;

/**
 * The job of the benchmark.
 *
 * @param keys number of keys
 * @param payloadBytes bytes of payload in the state of each
 * @param parallelism tasks of each step
 */
record StateJob(long keys, int payloadBytes, int parallelism) {

    Topology topology(UpdateSink sink) {
        TopologyBuilder builder = TopologyBuilder.named("state");
        builder.source("updates", new UpdateSource(keys, parallelism))
                .keyBy((Long key) -> key)
                .process("accounts", new Updates(payloadBytes), Updates.ACCOUNT)
                .typed(Mark.class)
                .sinkTo("marks", sink);
        return builder.build();
    }
}

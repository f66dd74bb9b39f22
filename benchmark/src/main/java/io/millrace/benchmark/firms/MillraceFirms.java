package io.millrace.benchmark.firms;

import io.millrace.aggregate.Aggregates;
import io.millrace.benchmark.engine.RunningTopology;
import io.millrace.benchmark.workload.FirmInput;
import io.millrace.benchmark.workload.FirmLatency;
import io.millrace.benchmark.workload.FirmMessage;
import io.millrace.benchmark.workload.Tally;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import java.time.Duration;

/** The job as a topology. */
public final class MillraceFirms {

    private final long messages;
    private final int parallelism;

    /** Prepares the job. */
    public MillraceFirms(long messages, int parallelism) {
        this.messages = messages;
        this.parallelism = parallelism;
    }

    /** Does the job once. */
    public Tally run() throws InterruptedException {
        MeanSink sink = new MeanSink();
        RunningTopology.runToEnd(topology(sink), parallelism);
        return sink.tally();
    }

    private Topology topology(MeanSink sink) {
        TopologyBuilder builder = TopologyBuilder.named("firms");
        builder.source("messages", new FirmSource(messages, parallelism))
                .keyBy(FirmMessage::id)
                .process("correlate", new Correlate(), Correlate.REQUEST)
                .keyBy(FirmLatency::firm)
                .window(WindowSpec.tumbling(Duration.ofMillis(FirmInput.WINDOW_MILLIS)))
                .aggregate("means", Aggregates.average(FirmLatency::millis))
                .sinkTo("tally", sink);
        return builder.build();
    }
}

package io.millrace.benchmark.firms;

import io.millrace.aggregate.Aggregates;
import io.millrace.benchmark.engine.ResultSink;
import io.millrace.benchmark.engine.RunningTopology;
import io.millrace.benchmark.workload.FirmInput;
import io.millrace.benchmark.workload.FirmLatency;
import io.millrace.benchmark.workload.FirmMessage;
import io.millrace.benchmark.workload.Tally;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
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
        ResultSink<WindowResult<Integer, Double>> sink = new ResultSink<>(
                (tally, mean) -> tally.addMean(mean.key(), mean.window().startMillis(), mean.value()));
        RunningTopology.runToEnd(topology(sink), parallelism);
        return sink.tally();
    }

    private Topology topology(ResultSink<WindowResult<Integer, Double>> sink) {
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

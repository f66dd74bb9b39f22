package io.millrace.worker.simulation;

import io.millrace.aggregate.Aggregate;
import io.millrace.function.OutputTag;
import io.millrace.source.Source;
import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.stream.WindowedResults;
import io.millrace.time.Timestamped;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run of windows in the simulator: clicks in, results and late records out. */
final class WindowRun {

    private static final OutputTag<Click> LATE = OutputTag.of("late", Click.class);

    final List<WindowResult<String, List<Integer>>> results = new ArrayList<>();
    final List<Click> late = new ArrayList<>();
    long lateCounted;

    static WindowRun of(
            long seed,
            int parallelism,
            int sourceParallelism,
            List<List<Click>> splits,
            WatermarkStrategy<Object> watermarks,
            WindowSpec spec,
            Aggregate<Click, ?, List<Integer>> aggregate,
            boolean hasLateOutput) {
        List<List<Timestamped<Click>>> timestamped =
                splits.stream().map(Click::timestamped).toList();
        WindowRun run = new WindowRun();
        Topology topology = run.topology(
                sourceParallelism, Sources.splits(timestamped), watermarks, spec, aggregate, hasLateOutput);
        run.lateCounted = new Simulator(seed, parallelism).run(topology).lateRecords("windows");
        return run;
    }

    Topology topology(
            int sourceParallelism,
            Source<Click> source,
            WatermarkStrategy<Object> watermarks,
            WindowSpec spec,
            Aggregate<Click, ?, List<Integer>> aggregate,
            boolean hasLateOutput) {
        TopologyBuilder builder = TopologyBuilder.named("windows");
        var windowed = builder.source("clicks", source, watermarks)
                .parallelism(sourceParallelism)
                .filter(click -> true)
                .keyBy(Click::key)
                .window(spec);
        WindowedResults<String, List<Integer>> aggregated = hasLateOutput
                ? windowed.lateRecordsTo(LATE).aggregate("windows", aggregate)
                : windowed.aggregate("windows", aggregate);
        aggregated.sink("out", results::add);
        if (hasLateOutput) {
            aggregated.sideOutput(LATE).sink("late", late::add);
        }
        return builder.build();
    }

    List<Integer> lateIds() {
        return late.stream().map(Click::id).sorted().toList();
    }

    static WatermarkStrategy<Object> boundedDisorder(long boundMillis) {
        return WatermarkStrategy.boundedDisorder(Duration.ofMillis(boundMillis));
    }
}

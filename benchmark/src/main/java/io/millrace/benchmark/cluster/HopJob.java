package io.millrace.benchmark.cluster;

import io.millrace.benchmark.latency.HiccupMeter;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record each millisecond from a source through four stages, each in another executor than the one before when there are
 * two of them. Source and sink are then in the same one, so that one clock times a record.
 */
final class HopJob implements Job {

    private static final int PASSING_STAGES = 3;

    private final PulseSource pulse = new PulseSource();
    private final PulseSink sink = new PulseSink();
    private @Nullable HiccupMeter hiccups;

    @Override
    public Topology topology() {
        TopologyBuilder builder = TopologyBuilder.named("hops");
        DataStream<Long> due = builder.source("pulse", pulse).typed(Long.class).parallelism(1);
        for (int i = 1; i <= PASSING_STAGES; i++) {
            due = due.map("stage-" + i, (Long value) -> value)
                    .typed(Long.class)
                    .parallelism(1)
                    .startsStage();
        }
        due.sinkTo("stage-4", sink).parallelism(1).startsStage();
        return builder.build();
    }

    @Override
    public void give(long records) {
        pulse.give(records);
    }

    @Override
    public long arrived() {
        return sink.arrived();
    }

    @Override
    public void beginTiming() {
        hiccups = HiccupMeter.start();
        sink.beginTiming();
    }

    @Override
    public Latencies endTiming() throws InterruptedException {
        return sink.endTiming(
                Objects.requireNonNull(hiccups, "timing has not begun").stop());
    }
}

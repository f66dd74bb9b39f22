package io.millrace.benchmark.micro;

import io.millrace.benchmark.engine.RunningTopology;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A chain that is fused into one task: source, map, filter, flatMap, sink. An operation is a record of the source; a
 * topology is started and ended for every {@value #RECORDS} of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class FusedChainBenchmark {

    static final int RECORDS = 5_000_000;

    private static final int VALUES = 1 << 10;

    private final Integer[] values = values();
    private long sum;

    /** The chain as a topology. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long millrace() throws InterruptedException {
        RunningTopology.runToEnd(topology(), 1);
        return sum;
    }

    /** The chain as a loop. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long ideal() {
        for (int i = 0; i < RECORDS; i++) {
            Integer mapped = next(values[i & (VALUES - 1)]);
            if (isKept(mapped)) {
                sum += mapped;
                sum += mapped;
            }
        }
        return sum;
    }

    private Topology topology() {
        TopologyBuilder builder = TopologyBuilder.named("chain");
        builder.source("numbers", new CountedSource<>(values, RECORDS))
                .typed(Integer.class)
                .map("next", this::next)
                .filter("kept", FusedChainBenchmark::isKept)
                .<Integer>flatMap("twice", (value, out) -> {
                    out.emit(value);
                    out.emit(value);
                })
                .typed(Integer.class)
                .sink("sum", value -> sum += value);
        return builder.build();
    }

    // Boxes that exist already, so that only what the engine allocates shows.
    private Integer next(Integer value) {
        return values[(value + 1) & (VALUES - 1)];
    }

    private static boolean isKept(Integer value) {
        return (value & 3) != 0;
    }

    private static Integer[] values() {
        Integer[] values = new Integer[VALUES];
        for (int i = 0; i < VALUES; i++) {
            values[i] = i;
        }
        return values;
    }
}

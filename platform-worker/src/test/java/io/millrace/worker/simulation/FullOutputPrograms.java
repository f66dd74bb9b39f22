package io.millrace.worker.simulation;

import io.millrace.aggregate.Aggregates;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.Sources;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.Timestamped;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.List;

/** Topologies in which one event makes very much output, each with a diamond: a fork whose branches meet again. */
public final class FullOutputPrograms {

    private FullOutputPrograms() {}

    /** What arrived; used by one sink task. */
    public static final class Outcome {

        public long records;
        public long sum;

        void add(long value) {
            records++;
            sum += value;
        }
    }

    /** One record that becomes very many, which go both ways and meet again. */
    public static Topology diamond(int many, Outcome outcome) {
        TopologyBuilder builder = TopologyBuilder.named("diamond");
        DataStream<Integer> numbers = one(builder).flatMap("burst", (Integer value, Emitter<Integer> out) -> {
            for (int i = 0; i < many; i++) {
                out.emit(i & 127);
            }
        });
        DataStream<Integer> left = numbers.rebalance().map("left", n -> n).startsStage();
        DataStream<Integer> right =
                numbers.rebalance().filter("right", n -> n >= 0).startsStage();
        left.union(right).rebalance().sink("out", outcome::add).parallelism(1).startsStage();
        return builder.build();
    }

    /** Sum of what goes one way through the diamond. */
    public static long sumOfDiamond(int many) {
        long sum = 0;
        for (int i = 0; i < many; i++) {
            sum += i & 127;
        }
        return sum;
    }

    /** Three stages, each of which makes one record of one. */
    public static Topology pipeline(int many, Outcome outcome) {
        TopologyBuilder builder = TopologyBuilder.named("pipeline");
        numbers(builder, many)
                .rebalance()
                .map("middle", n -> n)
                .startsStage()
                .rebalance()
                .sink("out", outcome::add)
                .parallelism(1)
                .startsStage();
        return builder.build();
    }

    /** One watermark that completes a window of very many keys. */
    public static Topology windows(int many, Outcome outcome) {
        TopologyBuilder builder = TopologyBuilder.named("windows");
        DataStream<Integer> results = numbers(builder, many)
                .keyBy(n -> n)
                .window(WindowSpec.tumbling(Duration.ofMillis(10)))
                .aggregate("counts", Aggregates.count())
                .map("keys-counted", result -> result.key());
        results.rebalance()
                .map("on", n -> n)
                .startsStage()
                .rebalance()
                .sink("out", outcome::add)
                .parallelism(1)
                .startsStage();
        return builder.build();
    }

    /** Very many timers of one time, whose results go both ways and meet again. */
    public static Topology timers(int many, Outcome outcome) {
        TopologyBuilder builder = TopologyBuilder.named("timers");
        DataStream<Integer> fired = numbers(builder, many).keyBy(n -> n).process("timers", new OneTimer());
        DataStream<Integer> left = fired.rebalance().map("left", n -> n).startsStage();
        DataStream<Integer> right =
                fired.rebalance().filter("right", n -> n >= 0).startsStage();
        left.union(right).rebalance().sink("out", outcome::add).parallelism(1).startsStage();
        return builder.build();
    }

    private static DataStream<Integer> one(TopologyBuilder builder) {
        return builder.source("one", Sources.splits(List.of(List.of(new Timestamped<>(1, 1L)))))
                .map(n -> n);
    }

    /** So many numbers, all of one time. */
    private static DataStream<Integer> numbers(TopologyBuilder builder, int many) {
        return builder.source("numbers", new NumberSource(many)).map(n -> n);
    }

    private static final class NumberSource implements Source<Integer> {

        private final int count;

        NumberSource(int count) {
            this.count = count;
        }

        @Override
        public List<String> splits() {
            return List.of("0");
        }

        @Override
        public SplitReader<Integer> open(String split, SplitContext context) {
            return new SplitReader<>() {

                private int next;

                @Override
                public Progress read(SourceOutput<Integer> out) {
                    while (next < count && !out.isFull()) {
                        out.emit(next++, 1);
                    }
                    return next < count ? Progress.MORE : Progress.END;
                }
            };
        }
    }

    private static final class OneTimer implements KeyedProcess<Integer, Integer, Integer> {

        @Override
        public void onRecord(Integer value, KeyedContext<Integer> context, Emitter<Integer> out) {
            context.timers().set(1000);
        }

        @Override
        public void onTimer(long timestampMillis, KeyedContext<Integer> context, Emitter<Integer> out) {
            out.emit(context.key());
        }
    }
}

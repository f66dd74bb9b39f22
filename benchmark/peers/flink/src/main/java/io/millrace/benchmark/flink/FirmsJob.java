package io.millrace.benchmark.flink;

import io.millrace.benchmark.flink.job.EachTimeWatermarks;
import io.millrace.benchmark.flink.job.SplitSource;
import io.millrace.benchmark.flink.job.TallySink;
import io.millrace.benchmark.protocol.RunSpec;
import io.millrace.benchmark.workload.FirmInput;
import io.millrace.benchmark.workload.FirmLatency;
import io.millrace.benchmark.workload.FirmMessage;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Requests and responses meet in keyed state with timers; then means in windows. */
final class FirmsJob {

    private FirmsJob() {}

    static void define(StreamExecutionEnvironment environment, RunSpec spec) {
        long messages = spec.events();
        SplitSource<FirmMessage> source =
                new SplitSource<>((index, splits) -> new Messages(new FirmInput(messages, splits).cursor(index)));
        environment
                .fromSource(
                        source,
                        WatermarkStrategy.forGenerator(context -> new EachTimeWatermarks<>()),
                        "messages",
                        FirmMessages.INFORMATION)
                .keyBy(FirmMessage::id, Types.LONG)
                .process(new Correlate(), FirmLatencies.INFORMATION)
                .keyBy(FirmLatency::firm, Types.INT)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(FirmInput.WINDOW_MILLIS)))
                .aggregate(
                        new Mean(),
                        new WithWindow(),
                        Types.TUPLE(Types.LONG, Types.LONG),
                        Types.DOUBLE,
                        Types.TUPLE(Types.INT, Types.LONG, Types.DOUBLE))
                .sinkTo(new TallySink<>((tally, mean) -> tally.addMean(mean.f0, mean.f1, mean.f2)));
    }

    private record Messages(FirmInput.Cursor cursor) implements SplitSource.Split<FirmMessage> {

        @Override
        public boolean emitNext(ReaderOutput<FirmMessage> output) {
            FirmMessage message = cursor.next();
            if (message == null) {
                return false;
            }
            output.collect(message, message.timestampMillis());
            return true;
        }
    }

    /** Sum and number. */
    private static final class Mean implements AggregateFunction<FirmLatency, Tuple2<Long, Long>, Double> {

        @Override
        public Tuple2<Long, Long> createAccumulator() {
            return Tuple2.of(0L, 0L);
        }

        @Override
        public Tuple2<Long, Long> add(FirmLatency latency, Tuple2<Long, Long> mean) {
            mean.f0 += latency.millis();
            mean.f1++;
            return mean;
        }

        @Override
        public Double getResult(Tuple2<Long, Long> mean) {
            return (double) mean.f0 / mean.f1;
        }

        @Override
        public Tuple2<Long, Long> merge(Tuple2<Long, Long> left, Tuple2<Long, Long> right) {
            return Tuple2.of(left.f0 + right.f0, left.f1 + right.f1);
        }
    }

    private static final class WithWindow
            extends ProcessWindowFunction<Double, Tuple3<Integer, Long, Double>, Integer, TimeWindow> {

        @Override
        public void process(
                Integer firm, Context context, Iterable<Double> means, Collector<Tuple3<Integer, Long, Double>> out) {
            out.collect(Tuple3.of(
                    firm, context.window().getStart(), means.iterator().next()));
        }
    }
}

package io.millrace.benchmark.flink;

import io.millrace.benchmark.flink.job.Count;
import io.millrace.benchmark.flink.job.EachTimeWatermarks;
import io.millrace.benchmark.flink.job.SplitSource;
import io.millrace.benchmark.flink.job.TallySink;
import io.millrace.benchmark.protocol.RunSpec;
import io.millrace.benchmark.workload.LineWords;
import io.millrace.benchmark.workload.RepeatedText;
import io.millrace.benchmark.workload.WordCountInput;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Lines to words, words to counts in windows. */
final class WordCountJob {

    private WordCountJob() {}

    static void define(StreamExecutionEnvironment environment, RunSpec spec) {
        long words = spec.events();
        SplitSource<String> source = new SplitSource<>(
                (index, splits) -> new Lines(WordCountInput.text(words).cursor(index, splits)));
        environment
                .fromSource(
                        source,
                        WatermarkStrategy.forGenerator(context -> new EachTimeWatermarks<>()),
                        "lines",
                        Types.STRING)
                .flatMap(WordCountJob::split)
                .returns(Types.STRING)
                .keyBy(word -> word)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(WordCountInput.WINDOW_MILLIS)))
                .aggregate(
                        new Count<>(),
                        new WithWindow(),
                        Types.LONG,
                        Types.LONG,
                        Types.TUPLE(Types.STRING, Types.LONG, Types.LONG))
                .sinkTo(new TallySink<>((tally, count) -> tally.addCount(count.f0, count.f1, count.f2)));
    }

    private static void split(String line, Collector<String> out) {
        LineWords words = new LineWords(line);
        for (String word; (word = words.next()) != null; ) {
            out.collect(word);
        }
    }

    private record Lines(RepeatedText.Cursor cursor) implements SplitSource.Split<String> {

        @Override
        public boolean emitNext(ReaderOutput<String> output) {
            if (!cursor.next()) {
                return false;
            }
            output.collect(cursor.line(), cursor.timestampMillis());
            return true;
        }
    }

    private static final class WithWindow
            extends ProcessWindowFunction<Long, Tuple3<String, Long, Long>, String, TimeWindow> {

        @Override
        public void process(
                String word, Context context, Iterable<Long> counts, Collector<Tuple3<String, Long, Long>> out) {
            out.collect(Tuple3.of(
                    word, context.window().getStart(), counts.iterator().next()));
        }
    }
}

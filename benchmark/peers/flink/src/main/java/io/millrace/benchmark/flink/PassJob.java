package io.millrace.benchmark.flink;

import io.millrace.benchmark.flink.job.SplitSource;
import io.millrace.benchmark.flink.job.TallySink;
import io.millrace.benchmark.flink.job.Utf8Strings;
import io.millrace.benchmark.protocol.RunSpec;
import io.millrace.benchmark.workload.PassStrings;
import io.millrace.benchmark.workload.TallyBuilder;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Source, operator and sink, shuffled between them or chained. */
final class PassJob {

    private PassJob() {}

    static void define(StreamExecutionEnvironment environment, RunSpec spec, boolean isShuffled) {
        long events = spec.events();
        SplitSource<String> source = new SplitSource<>((index, splits) -> new Strings(events, index, splits));
        DataStream<String> strings =
                environment.fromSource(source, WatermarkStrategy.noWatermarks(), "strings", Utf8Strings.INFORMATION);
        DataStream<String> passed =
                shuffled(strings, isShuffled).map(value -> value).returns(Utf8Strings.INFORMATION);
        shuffled(passed, isShuffled).sinkTo(new TallySink<>(TallyBuilder::addString));
    }

    private static DataStream<String> shuffled(DataStream<String> stream, boolean isShuffled) {
        return isShuffled ? stream.rebalance() : stream;
    }

    /** Emits every n-th string. */
    private static final class Strings implements SplitSource.Split<String> {

        private final PassStrings strings = new PassStrings();
        private final long events;
        private final int stride;
        private long number;

        Strings(long events, int first, int stride) {
            this.events = events;
            this.number = first;
            this.stride = stride;
        }

        @Override
        public boolean emitNext(ReaderOutput<String> output) {
            if (number >= events) {
                return false;
            }
            output.collect(strings.get(number));
            number += stride;
            return true;
        }
    }
}

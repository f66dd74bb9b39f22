package io.millrace.benchmark.jet;

import static com.hazelcast.function.Functions.wholeItem;
import static com.hazelcast.jet.pipeline.WindowDefinition.tumbling;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.Pipeline;
import io.millrace.benchmark.jet.job.TallySink;
import io.millrace.benchmark.jet.job.TimedSource;
import io.millrace.benchmark.protocol.RunSpec;
import io.millrace.benchmark.workload.LineWords;
import io.millrace.benchmark.workload.RepeatedText;
import io.millrace.benchmark.workload.WordCountInput;
import org.jspecify.annotations.Nullable;

/** Lines to words, words to counts in windows; the planner makes two stages of the aggregation. */
final class WordCountJob {

    private WordCountJob() {}

    static Pipeline pipeline(RunSpec spec) {
        int parallelism = spec.parallelism();
        long words = spec.events();
        Pipeline pipeline = Pipeline.create();
        pipeline.setPreserveOrder(true);
        TimedSource.<String>stage(
                        pipeline,
                        parallelism,
                        (index, splits) -> new Lines(WordCountInput.text(words).cursor(index, splits)))
                .flatMap(WordCountJob::words)
                .setLocalParallelism(parallelism)
                .groupingKey(wholeItem())
                .window(tumbling(WordCountInput.WINDOW_MILLIS))
                .aggregate(AggregateOperations.counting())
                .setLocalParallelism(parallelism)
                .writeTo(TallySink.<KeyedWindowResult<String, Long>>of(
                        (tally, count) -> tally.addCount(count.key(), count.start(), count.result())))
                .setLocalParallelism(parallelism);
        return pipeline;
    }

    private static Traverser<String> words(String line) {
        return new LineWords(line)::next;
    }

    private record Lines(RepeatedText.Cursor cursor) implements TimedSource.Split<String> {

        @Override
        public @Nullable String next() {
            return cursor.next() ? cursor.line() : null;
        }

        @Override
        public long timestampMillis() {
            return cursor.timestampMillis();
        }
    }
}

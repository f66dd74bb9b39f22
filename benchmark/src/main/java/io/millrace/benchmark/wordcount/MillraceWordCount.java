package io.millrace.benchmark.wordcount;

import io.millrace.aggregate.Aggregates;
import io.millrace.benchmark.engine.ResultSink;
import io.millrace.benchmark.engine.RunningTopology;
import io.millrace.benchmark.measure.Contender;
import io.millrace.benchmark.workload.RepeatedText;
import io.millrace.benchmark.workload.Tally;
import io.millrace.function.FlatMapFunction;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;

/** The job as a topology. */
public final class MillraceWordCount implements Contender<Tally> {

    private final RepeatedText text;
    private final FlatMapFunction<String, String> words;
    private final Duration window;
    private final int parallelism;

    /**
     * Prepares the job.
     *
     * @param words splits lines into words
     */
    public MillraceWordCount(
            RepeatedText text, FlatMapFunction<String, String> words, Duration window, int parallelism) {
        this.text = text;
        this.words = words;
        this.window = window;
        this.parallelism = parallelism;
    }

    @Override
    public String engine() {
        return "millrace";
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public Tally run() throws InterruptedException {
        ResultSink<WindowResult<String, Long>> sink = new ResultSink<>(
                (tally, count) -> tally.addCount(count.key(), count.window().startMillis(), count.value()));
        RunningTopology.runToEnd(topology(sink), parallelism);
        return sink.tally();
    }

    private Topology topology(ResultSink<WindowResult<String, Long>> sink) {
        TopologyBuilder builder = TopologyBuilder.named("word-count");
        builder.source("lines", new TextLinesSource(text, parallelism))
                .flatMap("words", words)
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(window))
                .aggregate("counts", Aggregates.count())
                .sinkTo("tally", sink);
        return builder.build();
    }
}

package io.millrace.benchmark.wordcount;

import io.millrace.aggregate.Aggregates;
import io.millrace.benchmark.engine.RunningTopology;
import io.millrace.benchmark.measure.Contender;
import io.millrace.examples.wordcount.Words;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import java.time.Duration;

/** The job as a topology. */
final class MillraceWordCount implements Contender<Tally> {

    private final RepeatedText text;
    private final Duration window;
    private final int parallelism;

    MillraceWordCount(RepeatedText text, Duration window, int parallelism) {
        this.text = text;
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
        TallySink sink = new TallySink();
        RunningTopology.runToEnd(topology(sink), parallelism);
        return sink.tally();
    }

    private Topology topology(TallySink sink) {
        TopologyBuilder builder = TopologyBuilder.named("word-count");
        builder.source("lines", new TextLinesSource(text, parallelism))
                .flatMap("words", new Words())
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(window))
                .aggregate("counts", Aggregates.count())
                .sinkTo("tally", sink);
        return builder.build();
    }
}

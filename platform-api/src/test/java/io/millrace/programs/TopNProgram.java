package io.millrace.programs;

import io.millrace.aggregate.Aggregates;
import io.millrace.function.SinkFunction;
import io.millrace.source.Source;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.window.Window;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Ranks the ten most frequent words of every minute. */
final class TopNProgram {

    /** A total order, so that the ranking does not depend on the order of arrival. */
    private static final Comparator<WindowResult<String, Long>> BY_COUNT =
            Comparator.<WindowResult<String, Long>>comparingLong(WindowResult::value)
                    .thenComparing(WindowResult::key);

    private TopNProgram() {}

    static Topology topology(
            Source<String> words, SinkFunction<WindowResult<Window, List<WindowResult<String, Long>>>> ranking) {
        WindowSpec minute = WindowSpec.tumbling(Duration.ofMinutes(1));
        TopologyBuilder builder = TopologyBuilder.named("top-words");
        builder.source("words", words)
                .keyBy(word -> word)
                .window(minute)
                .aggregate("counts", Aggregates.count())
                .keyBy(WindowResult::window)
                .window(minute)
                .aggregate("top", Aggregates.topN(10, BY_COUNT))
                .sink("ranking", ranking);
        return builder.build();
    }
}

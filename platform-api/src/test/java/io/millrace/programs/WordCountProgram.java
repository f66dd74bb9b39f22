package io.millrace.programs;

import io.millrace.aggregate.Aggregates;
import io.millrace.function.Emitter;
import io.millrace.sink.Sink;
import io.millrace.source.Source;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.Locale;

/** Counts the words of a text in windows of ten seconds. */
final class WordCountProgram {

    private WordCountProgram() {}

    static Topology topology(Source<String> text, Sink<WindowResult<String, Long>> counts) {
        TopologyBuilder builder = TopologyBuilder.named("word-count");
        builder.source("text", text)
                .flatMap("words", WordCountProgram::splitIntoWords)
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(Duration.ofSeconds(10)))
                .aggregate("counts", Aggregates.count())
                .sinkTo("output", counts);
        return builder.build();
    }

    private static void splitIntoWords(String line, Emitter<String> out) {
        for (String word : line.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
            if (!word.isEmpty()) {
                out.emit(word);
            }
        }
    }
}

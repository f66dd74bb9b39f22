package io.millrace.examples.wordcount;

import io.millrace.aggregate.Aggregates;
import io.millrace.source.Sources;
import io.millrace.source.TextSource;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.window.Window;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Counts the words of the user's own text to its end: in windows of a thousand lines, and in total. */
@Configuration(proxyBeanMethods = false)
@Profile("text")
class TextWordCount {

    /** The event time of a line is its number, in milliseconds. */
    private static final Duration THOUSAND_LINES = Duration.ofSeconds(1);

    @Bean
    Topology wordCount(TextSource text, TextReport report, WordCountSettings settings) {
        // The report is on the screen and gone with it, so there is nothing to go on from.
        TopologyBuilder topology = TopologyBuilder.named("word-count").guarantee(Guarantee.AT_MOST_ONCE);
        DataStream<WindowResult<String, Long>> counts = topology.source("lines", text)
                .flatMap("words", new Words())
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(THOUSAND_LINES))
                .aggregate("counts", Aggregates.count());

        counts.keyBy(Window.class, WindowResult::window)
                .window(WindowSpec.tumbling(THOUSAND_LINES))
                .aggregate("windows", Aggregates.sum(WindowResult::value))
                .sink("progress", report::onWindow);

        counts.keyBy(String.class, WindowResult::key)
                .window(WindowSpec.global())
                .aggregate("sums", Aggregates.sum(WindowResult::value))
                .keyBy(Window.class, WindowResult::window)
                .window(WindowSpec.global())
                .aggregate("totals", new SumUp(settings.top()))
                .values()
                .sink("report", report::onTotals);
        return topology.build();
    }

    @Bean
    TextSource text(WordCountSettings settings) {
        String input = Objects.requireNonNull(settings.input(), "millrace.app.demo.input");
        TextSource text = input.equals("-") ? TextSource.ofStream(() -> System.in) : Sources.text(Path.of(input));
        return text.malformed(settings.malformed());
    }

    @Bean
    TextReport report(TextSource text) {
        return new TextReport(text, Terminal.standardOutput());
    }

    @Bean
    ProgressBar progressBar(TextSource text, TextReport report) {
        return new ProgressBar(text, report::words, Terminal.err());
    }
}

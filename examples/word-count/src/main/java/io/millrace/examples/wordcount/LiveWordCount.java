package io.millrace.examples.wordcount;

import io.millrace.aggregate.Aggregates;
import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.window.Window;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.io.IOException;
import java.math.BigDecimal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Counts the words of a book that is streamed at a steady rate, and shows the most frequent ones of each window. */
@Configuration(proxyBeanMethods = false)
@Profile("!text & !files")
class LiveWordCount {

    @Bean
    Topology wordCount(Book book, LiveScreen screen, WordCountSettings settings) {
        // A show keeps nothing: no folder is left behind, and each one begins anew.
        TopologyBuilder topology = TopologyBuilder.named("word-count").guarantee(Guarantee.AT_MOST_ONCE);
        topology.source("lines", Sources.steady(settings.linesPerSecond(), book::line))
                .flatMap("words", new Words())
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(settings.window()))
                .aggregate("counts", Aggregates.count())
                .keyBy(Window.class, WindowResult::window)
                .window(WindowSpec.tumbling(settings.window()))
                .aggregate("totals", new SumUp(settings.top()))
                .parallelism(1)
                .blockingSink("screen", screen::show);
        return topology.build();
    }

    @Bean
    Book book() throws IOException {
        return new Book("text/moby-dick.txt");
    }

    @Bean
    LiveScreen screen(WordCountSettings settings) {
        String seconds = BigDecimal.valueOf(settings.window().toMillis(), 3)
                .stripTrailingZeros()
                .toPlainString();
        String title = "Moby-Dick, " + settings.linesPerSecond() + " lines a second, words counted in windows of "
                + seconds + " s; Ctrl-C ends it";
        return new LiveScreen(title, Terminal.out());
    }
}

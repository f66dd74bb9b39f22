package io.millrace.examples.wordcount;

import io.millrace.aggregate.Aggregates;
import io.millrace.file.FileSink;
import io.millrace.source.Sources;
import io.millrace.source.TextSource;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;

/**
 * Counts the words of each thousand lines of a text into files, each result once: whatever is killed, and whenever. Started
 * again it goes on where it was.
 */
@Configuration(proxyBeanMethods = false)
@Profile("files")
class FileWordCount {

    private static final Duration THOUSAND_LINES = Duration.ofSeconds(1);

    private final PrintStream out = Terminal.standardOutput();

    @Bean
    Topology wordCount(TextSource text, WordCountSettings settings) {
        TopologyBuilder topology = TopologyBuilder.named("word-count").checkpointInterval(Duration.ofMillis(500));
        topology.source("lines", text)
                .flatMap("words", new Words())
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(THOUSAND_LINES))
                .aggregate("counts", Aggregates.count())
                .sinkTo("files", FileSink.text(output(settings), FileWordCount::line));
        return topology.build();
    }

    @Bean
    TextSource text(WordCountSettings settings) {
        return Sources.text(Path.of(Objects.requireNonNull(settings.input(), "millrace.app.demo.input")))
                .malformed(settings.malformed());
    }

    /** Says what came of it. */
    @EventListener
    void onChange(TopologyStateChanged change) {
        if (change.to() == TopologyState.RUNNING
                && change.status().checkpoints().restoredFrom() > 0) {
            out.println(
                    "Goes on from checkpoint " + change.status().checkpoints().restoredFrom());
        } else if (change.to() == TopologyState.FINISHED) {
            out.println("Counted " + change.status().operator("counts").recordsIn() + " words since the start");
        }
        out.flush();
    }

    private static Path output(WordCountSettings settings) {
        return Path.of(Objects.requireNonNull(settings.output(), "millrace.app.demo.output"));
    }

    /** Window, word and count, separated by tabs. */
    static String line(WindowResult<String, Long> result) {
        return result.window().startMillis() + "\t" + result.key() + "\t" + result.value();
    }
}

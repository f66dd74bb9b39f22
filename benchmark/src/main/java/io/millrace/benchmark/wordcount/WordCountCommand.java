package io.millrace.benchmark.wordcount;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.cli.ContestOptions;
import io.millrace.benchmark.cli.ContestReport;
import io.millrace.benchmark.cli.WordRate;
import io.millrace.benchmark.measure.Workload;
import io.millrace.benchmark.workload.RepeatedText;
import io.millrace.examples.wordcount.Words;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts words in windows, with Millrace and with a loop without an engine. */
@Command(
        name = "word-count",
        description = "Counts the words of a real text in windows of a second; an event is a word.")
public final class WordCountCommand implements Callable<Integer> {

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final Console console;

    @Mixin
    private final ContestOptions options = new ContestOptions(20_000_000);

    @Option(
            names = "--thousand-words-per-second",
            paramLabel = "N",
            converter = WordRate.class,
            description = "Thousands of words in a second of event time, and so in a window. Default: ${DEFAULT-VALUE}")
    private long thousandWordsPerSecond = 100;

    /** Prints to a console. */
    public WordCountCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        RepeatedText text = RepeatedText.book(options.events(), (int) thousandWordsPerSecond * 1_000);
        ContestReport.run(
                new Workload("word-count", text.wordCount()),
                options.rounds(),
                console,
                new MillraceWordCount(text, new Words(), WINDOW, options.parallelism()),
                new IdealWordCount(text, WINDOW.toMillis()));
        return 0;
    }
}

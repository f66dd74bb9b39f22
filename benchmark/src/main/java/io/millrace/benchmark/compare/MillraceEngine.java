package io.millrace.benchmark.compare;

import io.millrace.benchmark.firms.MillraceFirms;
import io.millrace.benchmark.nexmark.MillraceNexmark;
import io.millrace.benchmark.pass.MillracePass;
import io.millrace.benchmark.protocol.Engine;
import io.millrace.benchmark.protocol.EngineProcess;
import io.millrace.benchmark.protocol.RunSpec;
import io.millrace.benchmark.wordcount.MillraceWordCount;
import io.millrace.benchmark.workload.LineWords;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.WordCountInput;
import io.millrace.function.Emitter;
import io.millrace.function.FlatMapFunction;
import java.time.Duration;

/** Millrace as it comes: an executor for each run, default settings, a thread for each task of a step. */
public final class MillraceEngine implements Engine {

    private static final Duration WINDOW = Duration.ofMillis(WordCountInput.WINDOW_MILLIS);

    private MillraceEngine() {}

    /** Serves until the input ends. */
    public static void main(String[] args) {
        EngineProcess.serve(parallelism -> new MillraceEngine(), args);
    }

    @Override
    public String name() {
        return "millrace";
    }

    @Override
    public Tally run(RunSpec spec) throws InterruptedException {
        long events = spec.events();
        int parallelism = spec.parallelism();
        return switch (spec.workload()) {
            case PASS -> new MillracePass(events, parallelism, true).run();
            case PASS_FUSED -> new MillracePass(events, parallelism, false).run();
            case WORD_COUNT ->
                new MillraceWordCount(WordCountInput.text(events), new SplitWords(), WINDOW, parallelism).run();
            case FIRMS -> new MillraceFirms(events, parallelism).run();
            case NEXMARK_Q0,
                    NEXMARK_Q1,
                    NEXMARK_Q2,
                    NEXMARK_Q3,
                    NEXMARK_Q4,
                    NEXMARK_Q5,
                    NEXMARK_Q7,
                    NEXMARK_Q8,
                    NEXMARK_Q11 -> new MillraceNexmark(spec.workload(), events, parallelism).run();
        };
    }

    @Override
    public void close() {}

    /** Splits lines as all engines of the comparison do. */
    private static final class SplitWords implements FlatMapFunction<String, String> {

        @Override
        public void apply(String line, Emitter<String> out) {
            LineWords words = new LineWords(line);
            for (String word; (word = words.next()) != null; ) {
                out.emit(word);
            }
        }
    }
}

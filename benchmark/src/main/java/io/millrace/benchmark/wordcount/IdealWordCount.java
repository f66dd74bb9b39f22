package io.millrace.benchmark.wordcount;

import io.millrace.benchmark.measure.Contender;
import io.millrace.benchmark.workload.RepeatedText;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;
import io.millrace.examples.wordcount.Words;

/** The job as a loop on one thread, without an engine: the least that it can cost. */
final class IdealWordCount implements Contender<Tally> {

    private final RepeatedText text;
    private final long windowMillis;

    IdealWordCount(RepeatedText text, long windowMillis) {
        this.text = text;
        this.windowMillis = windowMillis;
    }

    @Override
    public String engine() {
        return "ideal";
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public Tally run() {
        TallyBuilder tally = new TallyBuilder();
        Words words = new Words();
        WordTable window = new WordTable();
        long startMillis = 0;
        RepeatedText.Cursor cursor = text.cursor(0, 1);
        while (cursor.next()) {
            // The text is in order: the first line beyond a window closes it.
            long timestampMillis = cursor.timestampMillis();
            if (timestampMillis >= startMillis + windowMillis) {
                window.drainTo(tally, startMillis);
                startMillis = timestampMillis - timestampMillis % windowMillis;
            }
            words.apply(cursor.line(), window);
        }
        window.drainTo(tally, startMillis);
        return tally.build();
    }
}

package io.millrace.examples.wordcount;

import io.millrace.aggregate.Aggregates;
import io.millrace.aggregate.CombinableAggregate;
import io.millrace.aggregate.TopN;
import io.millrace.window.WindowResult;
import java.util.List;

/** Sums the counts of single words up to the totals of a window. An aggregate of our own, made with a ready-made one. */
final class SumUp implements CombinableAggregate<WindowResult<String, Long>, SumUp.Sums, WordTotals> {

    private final CombinableAggregate<WordCount, TopN.Accumulator<WordCount>, List<WordCount>> top;

    SumUp(int words) {
        this.top = Aggregates.topN(words, WordCount.BY_FREQUENCY);
    }

    @Override
    public Sums create() {
        return new Sums(top.create());
    }

    @Override
    public Sums add(Sums sums, WindowResult<String, Long> word) throws Exception {
        sums.words += word.value();
        sums.differentWords++;
        top.add(sums.top, new WordCount(word.key(), word.value()));
        return sums;
    }

    @Override
    public Sums combine(Sums into, Sums other) throws Exception {
        into.words += other.words;
        into.differentWords += other.differentWords;
        top.combine(into.top, other.top);
        return into;
    }

    @Override
    public WordTotals finish(Sums sums) throws Exception {
        return new WordTotals(sums.words, sums.differentWords, top.finish(sums.top));
    }

    /** Accumulator. */
    static final class Sums {

        private final TopN.Accumulator<WordCount> top;
        private long words;
        private long differentWords;

        private Sums(TopN.Accumulator<WordCount> top) {
            this.top = top;
        }
    }
}

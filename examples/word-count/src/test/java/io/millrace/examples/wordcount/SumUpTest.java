package io.millrace.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.window.Firing;
import io.millrace.window.Window;
import io.millrace.window.WindowResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumUpTest {

    private final SumUp sumUp = new SumUp(2);

    @Test
    void shouldSumAndKeepTheMostFrequentWords() throws Exception {
        assertThat(sumUp.finish(sums("ship", 3, "whale", 5, "sea", 3, "a", 1)))
                .isEqualTo(new WordTotals(12, 4, List.of(new WordCount("whale", 5), new WordCount("sea", 3))));
    }

    @Test
    void shouldCombine() throws Exception {
        SumUp.Sums left = sums("whale", 5);
        SumUp.Sums right = sums("sea", 3, "ship", 3);
        assertThat(sumUp.finish(sumUp.combine(left, right)))
                .isEqualTo(new WordTotals(11, 3, List.of(new WordCount("whale", 5), new WordCount("sea", 3))));
        assertThat(sumUp.finish(right).words()).isEqualTo(6);
    }

    private SumUp.Sums sums(Object... wordsAndCounts) throws Exception {
        SumUp.Sums sums = sumUp.create();
        for (int i = 0; i < wordsAndCounts.length; i += 2) {
            long count = (Integer) wordsAndCounts[i + 1];
            sums = sumUp.add(
                    sums,
                    new WindowResult<>((String) wordsAndCounts[i], new Window(0, 1000), count, Firing.ON_TIME, 0));
        }
        return sums;
    }
}

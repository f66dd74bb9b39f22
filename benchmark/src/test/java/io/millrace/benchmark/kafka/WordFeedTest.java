package io.millrace.benchmark.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WordFeedTest {

    private final WordFeed feed = new WordFeed(10_000, 50, 1_000_000_000_000L, 900, 1_000);

    @Test
    void shouldExpectEachWordOnceInEachWindow() {
        Map<List<Object>, Long> counts = counts();

        assertThat(feed.expected().results()).isEqualTo(counts.size());
        assertThat(feed.expected().records()).isEqualTo(feed.records());
        assertThat(feed.expected()).isEqualTo(tally(new ArrayList<>(counts.entrySet())));
    }

    @Test
    void shouldNotCareForTheOrderOfResults() {
        List<Map.Entry<List<Object>, Long>> results = new ArrayList<>(counts().entrySet());
        Collections.shuffle(results, new Random(1));

        assertThat(tally(results)).isEqualTo(feed.expected());
    }

    @Test
    void shouldNoticeAResultThatIsLostAndOneThatIsThereTwice() {
        List<Map.Entry<List<Object>, Long>> results = new ArrayList<>(counts().entrySet());
        results.set(0, results.get(1));

        assertThat(tally(results).digest()).isNotEqualTo(feed.expected().digest());
    }

    @Test
    void shouldHaveFrequentWordsAndRareOnes() {
        long first = counts().entrySet().stream()
                .filter(entry -> entry.getKey().get(0).equals("word-0"))
                .mapToLong(Map.Entry::getValue)
                .sum();

        assertThat(first).isGreaterThan(feed.records() / 10).isLessThan(feed.records());
    }

    @Test
    void shouldReadWhatItHasWritten() {
        CountedWindow window = new CountedWindow(1_000_000_001_000L, 42);

        assertThat(CountedWindow.of(window.toBytes())).isEqualTo(window);
    }

    private Map<List<Object>, Long> counts() {
        Map<List<Object>, Long> counts = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (long i = 0; i < feed.records(); i++) {
            long time = feed.timestampMillis(i);
            counts.merge(List.of(feed.word(i), time - time % feed.windowMillis()), 1L, Long::sum);
        }
        return counts;
    }

    private static WindowCounts tally(List<Map.Entry<List<Object>, Long>> results) {
        WindowCounts.Tally tally = new WindowCounts.Tally();
        results.forEach(entry ->
                tally.add((String) entry.getKey().get(0), (long) entry.getKey().get(1), entry.getValue()));
        return tally.counts();
    }
}

package io.millrace.benchmark.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordCountTest {

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private final RepeatedText text = RepeatedText.book(450_000, 100_000);

    @Test
    void shouldCountWithoutAnEngineAsTheReferenceDoes() {
        Tally tally = new IdealWordCount(text, WINDOW.toMillis()).run();

        assertThat(tally.words()).isEqualTo(text.wordCount());
        assertThat(tally).isEqualTo(reference());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldCountWithMillraceAsTheReferenceDoes(int parallelism) throws InterruptedException {
        assertThat(new MillraceWordCount(text, WINDOW, parallelism).run()).isEqualTo(reference());
    }

    @Test
    void shouldTellResultsApart() {
        Tally one = tally("whale", 0, 2);

        assertThat(one).isEqualTo(tally("whale", 0, 2));
        assertThat(one.hash())
                .isNotEqualTo(tally("whales", 0, 2).hash())
                .isNotEqualTo(tally("whale", 1_000, 2).hash())
                .isNotEqualTo(tally("whale", 0, 3).hash());
        assertThat(one.plus(tally("ship", 0, 3)).words()).isEqualTo(5);
    }

    private Tally reference() {
        TreeMap<Long, TreeMap<String, Long>> windows = new TreeMap<>();
        RepeatedText.Cursor cursor = text.cursor(0, 1);
        while (cursor.next()) {
            long start = cursor.timestampMillis() / 1_000 * 1_000;
            TreeMap<String, Long> counts = windows.computeIfAbsent(start, key -> new TreeMap<>());
            WORD.matcher(cursor.line())
                    .results()
                    .map(match -> match.group().toLowerCase(Locale.ROOT))
                    .collect(Collectors.groupingBy(word -> word, Collectors.counting()))
                    .forEach((word, count) -> counts.merge(word, count, Long::sum));
        }
        TallyBuilder tally = new TallyBuilder();
        windows.forEach((start, counts) -> counts.forEach((word, count) -> tally.add(word, start, count)));
        return tally.build();
    }

    private static Tally tally(String word, long windowStartMillis, long count) {
        TallyBuilder builder = new TallyBuilder();
        builder.add(word, windowStartMillis, count);
        return builder.build();
    }
}

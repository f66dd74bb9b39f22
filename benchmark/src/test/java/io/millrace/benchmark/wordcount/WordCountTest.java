package io.millrace.benchmark.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.workload.LineWords;
import io.millrace.benchmark.workload.RepeatedText;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;
import io.millrace.examples.wordcount.Words;
import io.millrace.function.Emitter;
import io.millrace.function.OutputTag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

        assertThat(tally.sum()).isEqualTo(text.wordCount());
        assertThat(tally).isEqualTo(reference());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldCountWithMillraceAsTheReferenceDoes(int parallelism) throws InterruptedException {
        assertThat(new MillraceWordCount(text, new Words(), WINDOW, parallelism).run())
                .isEqualTo(reference());
    }

    @Test
    void shouldFindTheWordsThatPeersFind() {
        Words words = new Words();
        RepeatedText.Cursor cursor = text.cursor(0, 1);
        while (cursor.next()) {
            CollectedWords expected = new CollectedWords(new ArrayList<>());
            words.apply(cursor.line(), expected);
            CollectedWords found = new CollectedWords(new ArrayList<>());
            LineWords line = new LineWords(cursor.line());
            for (String word; (word = line.next()) != null; ) {
                found.emit(word);
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void shouldTakeOverTheCountsOfAnotherTable() {
        WordTable table = table("whale", "ship");
        table.takeAll(table("whale", "sea", "whale"));
        TallyBuilder tally = new TallyBuilder();
        table.drainTo(tally, 0);
        TallyBuilder expected = new TallyBuilder();
        expected.addCount("whale", 0, 3);
        expected.addCount("ship", 0, 1);
        expected.addCount("sea", 0, 1);

        assertThat(tally.build()).isEqualTo(expected.build());
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
        windows.forEach((start, counts) -> counts.forEach((word, count) -> tally.addCount(word, start, count)));
        return tally.build();
    }

    private static WordTable table(String... words) {
        WordTable table = new WordTable();
        for (String word : words) {
            table.emit(word);
        }
        return table;
    }

    private record CollectedWords(List<String> words) implements Emitter<String> {

        @Override
        public void emit(String word) {
            words.add(word);
        }

        @Override
        public <S> void emit(OutputTag<S> tag, S value) {
            throw new UnsupportedOperationException("Words have no side output: tag=" + tag.name());
        }
    }
}

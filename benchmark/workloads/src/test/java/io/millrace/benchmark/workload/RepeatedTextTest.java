package io.millrace.benchmark.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedTextTest {

    private static final List<String> LINES = List.of("one two", "", "three, four; five!");

    @Test
    void shouldRepeatLinesUntilThereAreEnoughWords() {
        RepeatedText text = new RepeatedText(LINES, 6, 100_000);

        assertThat(text.wordCount()).isEqualTo(7);
        assertThat(lines(text, 0, 1)).containsExactly("one two", "", "three, four; five!", "one two");
    }

    @Test
    void shouldEndWithTheTextIfThatIsEnough() {
        RepeatedText text = new RepeatedText(LINES, 10, 100_000);

        assertThat(text.wordCount()).isEqualTo(10);
        assertThat(lines(text, 0, 1)).hasSize(6);
    }

    @Test
    void shouldDealEveryLineToOneSplit() {
        RepeatedText text = new RepeatedText(LINES, 6, 100_000);

        assertThat(lines(text, 0, 2)).containsExactly("one two", "three, four; five!");
        assertThat(lines(text, 1, 2)).containsExactly("", "one two");
        assertThat(lines(text, 4, 5)).isEmpty();
    }

    @Test
    void shouldGiveALineTheSameTimestampInEverySplit() {
        RepeatedText text = RepeatedText.book(300_000, 100_000);
        RepeatedText.Cursor all = text.cursor(0, 1);
        RepeatedText.Cursor[] splits = {text.cursor(0, 3), text.cursor(1, 3), text.cursor(2, 3)};

        for (int number = 0; all.next(); number++) {
            RepeatedText.Cursor split = splits[number % 3];
            assertThat(split.next()).isTrue();
            assertThat(split.line()).isSameAs(all.line());
            assertThat(split.timestampMillis()).isEqualTo(all.timestampMillis());
        }
    }

    @Test
    void shouldHoldTheSameNumberOfWordsInEverySecond() {
        RepeatedText text = RepeatedText.book(500_000, 100_000);
        RepeatedText.Cursor cursor = text.cursor(0, 1);
        long last = -1;
        while (cursor.next()) {
            assertThat(cursor.timestampMillis()).isGreaterThanOrEqualTo(last);
            last = cursor.timestampMillis();
        }

        assertThat(last).isBetween(4_990L, 5_000L);
    }

    @Test
    void shouldRefuseATextWithoutWords() {
        assertThatThrownBy(() -> new RepeatedText(List.of("", "--"), 1, 100_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Text has no words: lines=2; use one that has");
    }

    private static List<String> lines(RepeatedText text, int first, int stride) {
        List<String> lines = new ArrayList<>();
        RepeatedText.Cursor cursor = text.cursor(first, stride);
        while (cursor.next()) {
            lines.add(cursor.line());
        }
        return lines;
    }
}

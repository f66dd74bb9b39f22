package io.millrace.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.millrace.time.Timestamped;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {

    private static final SplitContext CONTEXT = new ManualClock(0);

    @Test
    void shouldYieldValuesWithoutTimestamps() throws Exception {
        Source<String> source = Sources.of("a", "b", "c");

        assertThat(source.splits()).containsExactly("0");
        assertThat(CollectingOutput.readAll(source.open("0", CONTEXT), 2))
                .extracting(Timestamped::value, Timestamped::timestampMillis)
                .allSatisfy(record -> assertThat(record.toList().get(1)).isEqualTo(CollectingOutput.NO_TIMESTAMP))
                .hasSize(3);
    }

    @Test
    void shouldKeepItsOwnCopyOfTheValues() throws Exception {
        List<String> values = new ArrayList<>(List.of("a"));
        Source<String> source = Sources.of(values);
        values.clear();

        assertThat(CollectingOutput.readAll(source.open("0", CONTEXT), 2)).hasSize(1);
    }

    @Test
    void shouldBeginAnewWithEachReader() throws Exception {
        Source<String> source = Sources.of("a", "b");

        assertThat(CollectingOutput.readAll(source.open("0", CONTEXT), 1)).hasSize(2);
        assertThat(CollectingOutput.readAll(source.open("0", CONTEXT), 1)).hasSize(2);
    }

    @Test
    void shouldYieldNothingOfNoValues() throws Exception {
        assertThat(CollectingOutput.readAll(Sources.of().open("0", CONTEXT), 1)).isEmpty();
    }

    @Test
    void shouldYieldTimestampedValuesOfSeveralSplits() throws Exception {
        List<Timestamped<String>> first = List.of(new Timestamped<>("a", 5), new Timestamped<>("b", 3));
        List<Timestamped<String>> second = List.of();
        Source<String> source = Sources.timestamped(first, second);

        assertThat(source.splits()).containsExactly("0", "1");
        assertThat(CollectingOutput.readAll(source.open("0", CONTEXT), 1)).isEqualTo(first);
        assertThat(CollectingOutput.readAll(source.open("1", CONTEXT), 1)).isEmpty();
        assertThat(Sources.splits(List.of(first, second, first)).splits()).containsExactly("0", "1", "2");
    }

    @Test
    void shouldRefuseASourceWithoutSplits() {
        assertThatIllegalArgumentException()
                .isThrownBy(Sources::timestamped)
                .withMessage("Source has no split: splits=[]; give at least one list, even if empty");
    }

    @Test
    void shouldRefuseNull() {
        assertThatNullPointerException().isThrownBy(() -> Sources.of("a", null));
        assertThatNullPointerException().isThrownBy(() -> Sources.steady(1, null));
    }
}

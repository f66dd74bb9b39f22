package io.millrace.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.millrace.time.Timestamped;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void shouldGoOnWhereAnEarlierReaderWas() throws Exception {
        assertGoesOnAtEachRecord(Sources.of("a", "b", "c"), "0");
        assertGoesOnAtEachRecord(Sources.of(), "0");
        assertGoesOnAtEachRecord(
                Sources.timestamped(List.of(), List.of(new Timestamped<>("a", 5), new Timestamped<>("b", 3))), "1");
    }

    @Test
    void shouldTellPositionsThatPeopleCanRead() throws Exception {
        SplitReader<String> reader = Sources.of("a", "b").open("0", CONTEXT);
        new CollectingOutput<String>(1).read(reader);

        assertThat(reader.position()).isEqualTo("records=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "records=", "records=-1", "records=01", "records=1 ", "records=99999999999999999999"})
    void shouldRefuseAPositionThatItCannotRead(String position) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sources.of("a", "b").open("0", position, CONTEXT))
                .withMessage("Position cannot be read: split=0, position='" + position
                        + "', expected=records=12; restore a checkpoint that this kind of source has taken");
    }

    @Test
    void shouldRefuseAPositionBehindTheLastRecord() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sources.of("a", "b").open("0", "records=3", CONTEXT))
                .withMessage("Position lies behind the last record: split=0, position=records=3, size=2;"
                        + " give the source the records that it had, or start without the checkpoint");
    }

    private static <T> void assertGoesOnAtEachRecord(Source<T> source, String split) throws Exception {
        assertThat(source.isReplayable()).isTrue();
        List<Timestamped<T>> all = CollectingOutput.readAll(source.open(split, CONTEXT), 10);
        for (int stop = 0; stop <= all.size(); stop++) {
            SplitReader<T> first = source.open(split, CONTEXT);
            CollectingOutput<T> before = new CollectingOutput<>(stop);
            before.read(first);
            List<Timestamped<T>> both = new ArrayList<>(before.records());
            both.addAll(CollectingOutput.readAll(source.open(split, first.position(), CONTEXT), 10));

            assertThat(both).as("stop %d", stop).isEqualTo(all);
        }
    }
}

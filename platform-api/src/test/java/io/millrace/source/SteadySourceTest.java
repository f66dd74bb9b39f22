package io.millrace.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.time.Timestamped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadySourceTest {

    private final ManualClock clock = new ManualClock(1_000);
    private final CollectingOutput<Long> out = new CollectingOutput<>(1000);

    @Test
    void shouldYieldValuesWhenTheyAreDue() throws Exception {
        SplitReader<Long> reader = Sources.steady(4, number -> number).open("0", clock);

        assertThat(out.read(reader)).isEqualTo(SplitReader.Progress.NOTHING_NOW);
        assertThat(out.values()).containsExactly(0L);
        clock.advanceTo(1_249);
        out.read(reader);
        assertThat(out.values()).containsExactly(0L);
        clock.advanceTo(1_250);
        out.read(reader);
        assertThat(out.values()).containsExactly(0L, 1L);
    }

    @Test
    void shouldCatchUpAfterADelayWithTheTimesAtWhichValuesWereDue() throws Exception {
        SplitReader<Long> reader = Sources.steady(2, number -> number).open("0", clock);
        clock.advanceTo(2_700);

        out.read(reader);

        assertThat(out.records())
                .containsExactly(
                        new Timestamped<>(0L, 1_000),
                        new Timestamped<>(1L, 1_500),
                        new Timestamped<>(2L, 2_000),
                        new Timestamped<>(3L, 2_500));
    }

    @Test
    void shouldHoldItsRateExactly() throws Exception {
        SplitReader<Long> reader = Sources.steady(3, number -> number).open("0", clock);
        clock.advanceTo(101_000);

        out.read(reader);

        assertThat(out.records()).hasSize(301).last().isEqualTo(new Timestamped<>(300L, 101_000));
    }

    @Test
    void shouldYieldManyValuesAMillisecond() throws Exception {
        SplitReader<Long> reader = Sources.steady(50_000, number -> number).open("0", clock);
        clock.advanceTo(1_001);

        out.read(reader);

        assertThat(out.values()).hasSize(100);
        assertThat(out.records().get(49).timestampMillis()).isEqualTo(1_000);
        assertThat(out.records().get(50).timestampMillis()).isEqualTo(1_001);
    }

    @Test
    void shouldStopWhenTheOutputIsFull() throws Exception {
        CollectingOutput<Long> small = new CollectingOutput<>(3);
        SplitReader<Long> reader = Sources.steady(1_000, number -> number).open("0", clock);
        clock.advanceTo(1_010);

        assertThat(small.read(reader)).isEqualTo(SplitReader.Progress.MORE);
        assertThat(small.values()).containsExactly(0L, 1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_000_001})
    void shouldRefuseARateOutOfRange(int perSecond) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sources.steady(perSecond, number -> number))
                .withMessage("Rate is out of range: perSecond=" + perSecond + "; use 1 to 1000000000 values a second");
    }

    @Test
    void shouldGoOnWithTheTimesThatItWouldHaveHad() throws Exception {
        Source<Long> source = Sources.steady(4, number -> number);
        SplitReader<Long> reader = source.open("0", clock);
        clock.advanceTo(1_300);
        out.read(reader);
        String position = reader.position();
        clock.advanceTo(1_800);

        out.read(source.open("0", position, clock));

        assertThat(source.isReplayable()).isTrue();
        assertThat(position).isEqualTo("startMillis=1000,values=2");
        assertThat(out.records())
                .containsExactly(
                        new Timestamped<>(0L, 1_000),
                        new Timestamped<>(1L, 1_250),
                        new Timestamped<>(2L, 1_500),
                        new Timestamped<>(3L, 1_750));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "values=2", "startMillis=,values=2", "startMillis=1000,values=-1", "startMillis=-0,values=0"
            })
    void shouldRefuseAPositionThatItCannotRead(String position) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sources.steady(1, number -> number).open("0", position, clock))
                .withMessageStartingWith("Position cannot be read: split=0, position='" + position + "'");
    }
}

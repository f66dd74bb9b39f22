package io.millrace.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WindowSpecTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final String RANGE = "; use at least 1 ms and at most PT876000H";

    @ParameterizedTest
    @MethodSource("goodSpecs")
    void shouldAcceptAGoodSpec(WindowSpec spec) {
        assertThat(spec.faults()).isEmpty();
    }

    static Stream<WindowSpec> goodSpecs() {
        return Stream.of(
                WindowSpec.tumbling(SECOND),
                WindowSpec.tumbling(Duration.ofMillis(1)),
                WindowSpec.tumbling(LONGEST),
                WindowSpec.tumbling(Duration.ofDays(1)).offset(Duration.ofHours(-8)),
                WindowSpec.sliding(Duration.ofSeconds(10), Duration.ofSeconds(5)),
                WindowSpec.sliding(SECOND, SECOND).offset(Duration.ofMillis(1)),
                WindowSpec.sliding(Duration.ofSeconds(10), Duration.ofMillis(1)),
                WindowSpec.session(SECOND).allowedLateness(Duration.ofDays(1)).discarding(),
                WindowSpec.global().earlyEvery(1),
                WindowSpec.global().earlyEvery(SECOND));
    }

    @ParameterizedTest
    @MethodSource("badSpecs")
    void shouldRefuseABadSpec(WindowSpec spec, String fault) {
        assertThat(spec.faults()).containsExactly(fault);
    }

    static Stream<Arguments> badSpecs() {
        Duration tooLong = LONGEST.plusMillis(1);
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        return Stream.of(
                Arguments.of(
                        WindowSpec.tumbling(Duration.ZERO), "size of the window is out of range: size=PT0S" + RANGE),
                Arguments.of(
                        WindowSpec.tumbling(SECOND.negated()),
                        "size of the window is out of range: size=PT-1S" + RANGE),
                Arguments.of(
                        WindowSpec.tumbling(Duration.ofNanos(999_999)),
                        "size of the window is out of range: size=PT0.000999999S" + RANGE),
                Arguments.of(
                        WindowSpec.tumbling(tooLong), "size of the window is out of range: size=" + tooLong + RANGE),
                Arguments.of(
                        WindowSpec.tumbling(endless), "size of the window is out of range: size=" + endless + RANGE),
                Arguments.of(
                        WindowSpec.tumbling(Duration.ofNanos(1_500_000)),
                        "size of the window is finer than event time: size=PT0.0015S;"
                                + " use a whole number of milliseconds"),
                Arguments.of(
                        WindowSpec.tumbling(SECOND).offset(endless),
                        "offset of the window is out of range: offset=" + endless
                                + "; use a whole number of milliseconds, less than the size of the window"),
                Arguments.of(
                        WindowSpec.sliding(SECOND, SECOND).offset(Duration.ofSeconds(Long.MIN_VALUE)),
                        "offset of the window is out of range: offset=" + Duration.ofSeconds(Long.MIN_VALUE)
                                + "; use a whole number of milliseconds, less than the size of the window"),
                Arguments.of(
                        WindowSpec.sliding(SECOND, Duration.ZERO),
                        "slide of the window is out of range: slide=PT0S" + RANGE),
                Arguments.of(
                        WindowSpec.sliding(SECOND, Duration.ofSeconds(2)),
                        "sliding window leaves gaps in which records belong to no window: size=PT1S, slide=PT2S;"
                                + " use a slide of at most the size"),
                Arguments.of(
                        WindowSpec.sliding(Duration.ofDays(365), Duration.ofMillis(1)),
                        "sliding window has too many slices: size=PT8760H, slide=PT0.001S, slices=31536000000,"
                                + " maxSlices=10000; use a longer slide, best one that divides the size"),
                Arguments.of(
                        WindowSpec.sliding(Duration.ofMillis(100_003), Duration.ofMillis(100_000)),
                        "sliding window has too many slices: size=PT1M40.003S, slide=PT1M40S, slices=100003,"
                                + " maxSlices=10000; use a longer slide, best one that divides the size"),
                Arguments.of(WindowSpec.session(Duration.ZERO), "gap of the session is out of range: gap=PT0S" + RANGE),
                Arguments.of(
                        WindowSpec.global().allowedLateness(SECOND.negated()),
                        "allowed lateness is out of range: allowedLateness=PT-1S; use zero or more, at most PT876000H"),
                Arguments.of(
                        WindowSpec.tumbling(SECOND).allowedLateness(endless),
                        "allowed lateness is out of range: allowedLateness=" + endless
                                + "; use zero or more, at most PT876000H"),
                Arguments.of(
                        WindowSpec.global().earlyEvery(0),
                        "early firing never comes: count=0; use a count of at least 1"),
                Arguments.of(
                        WindowSpec.global().earlyEvery(Duration.ZERO),
                        "interval of the early firing is out of range: interval=PT0S" + RANGE));
    }

    @Test
    void shouldNameAllFaultsAtOnce() {
        WindowSpec spec = WindowSpec.sliding(Duration.ZERO, Duration.ZERO)
                .offset(Duration.ofNanos(1))
                .allowedLateness(SECOND.negated())
                .earlyEvery(-1);

        assertThat(spec.faults()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"10000, 5000, 5000", "10000, 3000, 1000", "7, 5, 1", "6000, 6000, 6000"})
    void shouldCutWindowsIntoSlices(long sizeMillis, long slideMillis, long sliceMillis) {
        WindowSpec.Sliding sliding =
                new WindowSpec.Sliding(Duration.ofMillis(sizeMillis), Duration.ofMillis(slideMillis), Duration.ZERO);

        assertThat(sliding.sliceMillis()).isEqualTo(sliceMillis);
    }

    @Test
    void shouldChangeOneThingAndKeepTheRest() {
        WindowSpec spec = WindowSpec.sliding(SECOND, SECOND)
                .allowedLateness(Duration.ofSeconds(3))
                .earlyEvery(5)
                .discarding()
                .offset(Duration.ofMillis(7));

        assertThat(spec)
                .isEqualTo(new WindowSpec(
                        new WindowSpec.Sliding(SECOND, SECOND, Duration.ofMillis(7)),
                        Duration.ofSeconds(3),
                        new WindowSpec.EveryCount(5),
                        WindowSpec.Accumulation.DISCARDING));
        assertThat(spec.accumulating().earlyEvery(SECOND))
                .isEqualTo(new WindowSpec(
                        new WindowSpec.Sliding(SECOND, SECOND, Duration.ofMillis(7)),
                        Duration.ofSeconds(3),
                        new WindowSpec.EveryInterval(SECOND),
                        WindowSpec.Accumulation.ACCUMULATING));
    }

    @Test
    void shouldIgnoreTheOffsetOfOtherShapes() {
        assertThat(WindowSpec.session(SECOND).offset(SECOND)).isEqualTo(WindowSpec.session(SECOND));
        assertThat(WindowSpec.global().offset(SECOND)).isEqualTo(WindowSpec.global());
    }

    @Test
    void shouldRefuseNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> WindowSpec.tumbling(null))
                .withMessage("size");
        assertThatNullPointerException()
                .isThrownBy(() -> WindowSpec.sliding(SECOND, null))
                .withMessage("slide");
        assertThatNullPointerException()
                .isThrownBy(() -> WindowSpec.session(null))
                .withMessage("gap");
        assertThatNullPointerException()
                .isThrownBy(() -> WindowSpec.global().allowedLateness(null))
                .withMessage("allowedLateness");
    }
}

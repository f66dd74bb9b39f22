package io.millrace.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatermarkStrategyTest {

    @Test
    void shouldPromiseTheLatestTimestampLessTheBound() {
        WatermarkGenerator<String> generator =
                WatermarkStrategy.<String>boundedDisorder(Duration.ofMillis(10)).newGenerator();

        assertThat(generator.onRecord("a", 100)).isEqualTo(90);
        assertThat(generator.onRecord("b", 95)).isEqualTo(90);
        assertThat(generator.onRecord("c", 101)).isEqualTo(91);
    }

    @Test
    void shouldPromiseThatNothingEarlierFollowsInOrder() {
        WatermarkGenerator<String> generator =
                WatermarkStrategy.<String>inOrder().newGenerator();

        assertThat(generator.onRecord("a", 7)).isEqualTo(7);
        assertThat(generator.onRecord("b", 7)).isEqualTo(7);
    }

    @Test
    void shouldPromiseNothingBeforeTheEnd() {
        WatermarkGenerator<String> generator =
                WatermarkStrategy.<String>atEndOnly().newGenerator();

        assertThat(generator.onRecord("a", 100)).isEqualTo(EventTime.NO_WATERMARK);
    }

    @Test
    void shouldGoBelowZeroWithoutWrappingAround() {
        WatermarkGenerator<String> generator =
                WatermarkStrategy.<String>boundedDisorder(EventTime.MAX_SPAN).newGenerator();

        assertThat(generator.onRecord("a", 0)).isEqualTo(-EventTime.MAX_SPAN.toMillis());
    }

    @Test
    void shouldGiveEachSplitAGeneratorOfItsOwn() {
        WatermarkStrategy<String> disorder = WatermarkStrategy.boundedDisorder(Duration.ZERO);
        WatermarkGenerator<String> first = disorder.newGenerator();
        first.onRecord("a", 100);
        assertThat(disorder.newGenerator().onRecord("b", 5)).isEqualTo(5);

        AtomicInteger made = new AtomicInteger();
        WatermarkStrategy<String> custom = WatermarkStrategy.custom(() -> {
            int number = made.incrementAndGet();
            return (value, timestampMillis) -> number;
        });
        assertThat(custom.newGenerator().onRecord("a", 100)).isEqualTo(1);
        assertThat(custom.newGenerator().onRecord("a", 100)).isEqualTo(2);
    }

    @Test
    void shouldChangeOneThingAndKeepTheRest() throws Exception {
        WatermarkStrategy<String> strategy = WatermarkStrategy.boundedDisorder(
                        Duration.ofMillis(5), (String value) -> Long.parseLong(value))
                .withIdleness(Duration.ofSeconds(1))
                .withMaxAhead(Duration.ofMinutes(1));

        assertThat(strategy.kind()).isEqualTo(WatermarkStrategy.Kind.BOUNDED_DISORDER);
        assertThat(strategy.bound()).isEqualTo(Duration.ofMillis(5));
        assertThat(strategy.idleAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(strategy.maxAhead()).isEqualTo(Duration.ofMinutes(1));
        assertThat(strategy.withIdleness(Duration.ofSeconds(2)).maxAhead()).isEqualTo(Duration.ofMinutes(1));
        assertThat(strategy.timestamps()).isNotNull();
        assertThat(strategy.timestamps().timestampMillis("42")).isEqualTo(42);
        assertThat(strategy.withTimestamps(value -> 1).idleAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldRefuseNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> WatermarkStrategy.boundedDisorder(null))
                .withMessage("bound");
        assertThatNullPointerException()
                .isThrownBy(() -> WatermarkStrategy.custom(null))
                .withMessage("generators");
        assertThatNullPointerException()
                .isThrownBy(() -> WatermarkStrategy.inOrder().withTimestamps(null))
                .withMessage("timestamps");
        assertThatNullPointerException()
                .isThrownBy(() -> WatermarkStrategy.inOrder().withIdleness(null))
                .withMessage("idleAfter");
        assertThatNullPointerException()
                .isThrownBy(() -> WatermarkStrategy.inOrder().withMaxAhead(null))
                .withMessage("maxAhead");
    }

    @Test
    void shouldTellWhichTimestampsAreValid() {
        assertThat(EventTime.isValid(0)).isTrue();
        assertThat(EventTime.isValid(EventTime.MAX_MILLIS)).isTrue();
        assertThat(EventTime.isValid(-1)).isFalse();
        assertThat(EventTime.isValid(EventTime.MAX_MILLIS + 1)).isFalse();
        assertThat(EventTime.isValid(EventTime.NO_WATERMARK)).isFalse();
        assertThat(EventTime.isValid(EventTime.END)).isFalse();
    }
}

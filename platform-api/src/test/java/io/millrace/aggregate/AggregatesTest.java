package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.millrace.type.TypeRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AggregatesTest {

    private static final Comparator<Integer> NATURAL = Comparator.naturalOrder();
    private static final TypeRef<Integer> INTEGER = TypeRef.of(Integer.class);
    private static final TypeRef<Long> LONG = TypeRef.of(Long.class);
    private static final TypeRef<Double> DOUBLE = TypeRef.of(Double.class);

    // ---- each of them

    @Test
    void shouldCount() throws Exception {
        assertThat(result(Aggregates.count(), List.of())).isZero();
        assertThat(result(Aggregates.count(), List.of("a", "b", "a"))).isEqualTo(3);
    }

    @Test
    void shouldAddUp() throws Exception {
        assertThat(result(Aggregates.sum(String::length), List.of())).isZero();
        assertThat(result(Aggregates.sum(String::length), List.of("a", "bc", "")))
                .isEqualTo(3);
    }

    @Test
    void shouldFailInsteadOfWrappingAround() throws Exception {
        CombinableAggregate<Long, LongAccumulator, Long> sum = Aggregates.sum(number -> number);

        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> result(sum, List.of(Long.MAX_VALUE, 1L)));
        LongAccumulator half = fill(sum, List.of(Long.MIN_VALUE));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> sum.combine(half, half));
        assertThat(result(sum, List.of(Long.MAX_VALUE, Long.MIN_VALUE))).isEqualTo(-1);
    }

    @Test
    void shouldAddUpFloatingPointNumbersWithoutLoss() throws Exception {
        CombinableAggregate<Double, DoubleAccumulator, Double> sum = Aggregates.sumDouble(number -> number);

        assertThat(result(sum, List.of())).isZero();
        assertThat(result(sum, List.of(1.0, 1e100, 1.0, -1e100))).isEqualTo(2.0);
        assertThat(result(sum, Collections.nCopies(10_000_000, 0.1))).isEqualTo(1_000_000.0);
    }

    @Test
    void shouldKeepInfinityAndNaN() throws Exception {
        CombinableAggregate<Double, DoubleAccumulator, Double> sum = Aggregates.sumDouble(number -> number);

        assertThat(result(sum, List.of(1.0, Double.POSITIVE_INFINITY, 2.0))).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(result(sum, List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)))
                .isNaN();
        DoubleAccumulator combined = sum.combine(fill(sum, List.of(1.0)), fill(sum, List.of(Double.NEGATIVE_INFINITY)));
        assertThat(sum.finish(combined)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void shouldAverage() throws Exception {
        assertThat(result(Aggregates.average((Integer number) -> number), List.of(1, 2, 6)))
                .isEqualTo(3.0);
        assertThat(result(Aggregates.average((Integer number) -> number), List.of()))
                .isNaN();
    }

    @Test
    void shouldFindTheSmallestAndTheGreatest() throws Exception {
        assertThat(result(Aggregates.min(NATURAL), List.of(3, 1, 2))).isEqualTo(1);
        assertThat(result(Aggregates.max(NATURAL), List.of(1, 3, 2))).isEqualTo(3);
    }

    @Test
    void shouldReduce() throws Exception {
        CombinableAggregate<Integer, Reduction<Integer>, Integer> product =
                Aggregates.reduce((left, right) -> left * right);

        assertThat(result(product, List.of(2, 3, 7))).isEqualTo(42);
        assertThat(product.finish(product.combine(product.create(), fill(product, List.of(5)))))
                .isEqualTo(5);
        assertThat(product.finish(product.combine(fill(product, List.of(5)), product.create())))
                .isEqualTo(5);
    }

    @Test
    void shouldRefuseNullFromAReduction() {
        CombinableAggregate<Integer, Reduction<Integer>, Integer> broken = Aggregates.reduce((left, right) -> null);

        assertThatNullPointerException()
                .isThrownBy(() -> result(broken, List.of(1, 2)))
                .withMessage("Reduce function returned null: left=1, right=2; return a value of the same type");
    }

    @Test
    void shouldKeepTheGreatest() throws Exception {
        assertThat(result(Aggregates.topN(3, NATURAL), List.of(5, 1, 4, 2, 3))).containsExactly(5, 4, 3);
        assertThat(result(Aggregates.topN(3, NATURAL), List.of(1, 2))).containsExactly(2, 1);
        assertThat(result(Aggregates.topN(2, NATURAL), List.of(1, 1, 1))).containsExactly(1, 1);
        assertThat(result(Aggregates.topN(2, NATURAL), List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void shouldRefuseATopOfNothing(int n) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Aggregates.topN(n, NATURAL))
                .withMessage("Top-n keeps no record: n=" + n + "; use at least 1");
    }

    // ---- what holds for all of them

    static Stream<CombinableAggregate<Integer, ?, ?>> all() {
        return Stream.of(
                Aggregates.count(),
                Aggregates.sum(number -> number),
                Aggregates.sumDouble(number -> number),
                Aggregates.average(number -> number),
                Aggregates.min(NATURAL),
                Aggregates.max(NATURAL),
                Aggregates.reduce(Integer::sum),
                Aggregates.topN(5, NATURAL));
    }

    @ParameterizedTest
    @MethodSource("all")
    <A, R> void shouldCombineToWhatAddingAllYields(CombinableAggregate<Integer, A, R> aggregate) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Integer> values = randomValues(random);

            assertThat(combined(aggregate, values, random))
                    .as("seed=%d, round=%d", seed, round)
                    .isEqualTo(result(aggregate, values));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    <A, R> void shouldLeaveTheOtherAsItWas(CombinableAggregate<Integer, A, R> aggregate) throws Exception {
        A other = fill(aggregate, List.of(4, 2));
        A into = aggregate.combine(fill(aggregate, List.of(1)), other);
        aggregate.add(into, 1_000);

        assertThat(aggregate.finish(other)).isEqualTo(result(aggregate, List.of(4, 2)));
    }

    @ParameterizedTest
    @MethodSource("all")
    <A, R> void shouldGoOnAfterAResult(CombinableAggregate<Integer, A, R> aggregate) throws Exception {
        A accumulator = fill(aggregate, List.of(1, 2));
        R early = aggregate.finish(accumulator);
        accumulator = aggregate.add(accumulator, 3);

        assertThat(early).isEqualTo(result(aggregate, List.of(1, 2)));
        assertThat(aggregate.finish(accumulator)).isEqualTo(result(aggregate, List.of(1, 2, 3)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldTellTheTypesOfResultAndAccumulator(CombinableAggregate<Integer, ?, ?> aggregate) {
        assertThat(aggregate.resultType(INTEGER)).isNotNull();
        assertThat(aggregate.accumulatorType(INTEGER)).isNotNull();
    }

    @Test
    void shouldTellWhatTypesResultsHave() {
        assertThat(Aggregates.count().resultType(null)).isEqualTo(LONG);
        assertThat(Aggregates.sum((Integer number) -> number).resultType(INTEGER))
                .isEqualTo(LONG);
        assertThat(Aggregates.average((Integer number) -> number).resultType(INTEGER))
                .isEqualTo(DOUBLE);
        assertThat(Aggregates.max(NATURAL).resultType(INTEGER)).isEqualTo(INTEGER);
        assertThat(Aggregates.max(NATURAL).resultType(null)).isNull();
        assertThat(Aggregates.topN(1, NATURAL).resultType(INTEGER)).isEqualTo(new TypeRef<List<Integer>>() {});
        assertThat(Aggregates.topN(1, NATURAL).accumulatorType(INTEGER))
                .isEqualTo(new TypeRef<TopN.Accumulator<Integer>>() {});
    }

    @Test
    void shouldAverageLargeNumbersOfRecordsExactly() throws Exception {
        CombinableAggregate<Double, DoubleAccumulator, Double> average = Aggregates.average(number -> number);
        DoubleAccumulator parts = average.create();
        for (int i = 0; i < 1000; i++) {
            parts = average.combine(parts, fill(average, Collections.nCopies(100, 0.1)));
        }

        assertThat(average.finish(parts)).isCloseTo(0.1, within(1e-17));
    }

    private static List<Integer> randomValues(Random random) {
        int size = 1 + random.nextInt(50);
        return random.ints(size, -100, 100).boxed().toList();
    }

    /** Adds the values to several accumulators and combines these in a random order. */
    private static <T, A, R> R combined(CombinableAggregate<T, A, R> aggregate, List<T> values, Random random)
            throws Exception {
        List<A> parts = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            parts.add(aggregate.create());
        }
        for (T value : values) {
            int part = random.nextInt(parts.size());
            parts.set(part, aggregate.add(parts.get(part), value));
        }
        Collections.shuffle(parts, random);
        A all = parts.get(0);
        for (A part : parts.subList(1, parts.size())) {
            all = aggregate.combine(all, part);
        }
        return aggregate.finish(all);
    }

    private static <T, A, R> R result(Aggregate<T, A, R> aggregate, List<? extends T> values) throws Exception {
        return aggregate.finish(fill(aggregate, values));
    }

    private static <T, A, R> A fill(Aggregate<T, A, R> aggregate, List<? extends T> values) throws Exception {
        A accumulator = aggregate.create();
        for (T value : values) {
            accumulator = aggregate.add(accumulator, value);
        }
        return accumulator;
    }
}

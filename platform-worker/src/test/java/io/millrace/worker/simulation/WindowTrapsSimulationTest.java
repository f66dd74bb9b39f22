package io.millrace.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.Aggregates;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedCoProcess;
import io.millrace.operator.KeyedContext;
import io.millrace.source.Sources;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.Timestamped;
import io.millrace.window.Firing;
import io.millrace.window.Window;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stream processors are known to have got wrong, each as a small case. */
class WindowTrapsSimulationTest {

    private static final int SEEDS = 25;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldPutARecordIntoEverySlidingWindowThatHoldsIt(int parallelism) {
        WindowSpec spec = WindowSpec.sliding(millis(10), millis(5));
        for (Aggregate<Click, ?, List<Integer>> aggregate : List.of(new Ids(), Ids.notCombinable())) {
            WindowRun run = run(1, parallelism, spec, aggregate, new Click("a", 1, 7));
            assertThat(run.results)
                    .containsExactlyInAnyOrder(
                            new WindowResult<>("a", new Window(0, 10), List.of(1), Firing.ON_TIME, 0),
                            new WindowResult<>("a", new Window(5, 15), List.of(1), Firing.ON_TIME, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldMergeTwoSessionsWhenARecordBridgesThem(int parallelism) {
        WindowSpec spec = WindowSpec.session(millis(10));
        WindowRun run = run(
                20, parallelism, spec, new Ids(), new Click("a", 1, 0), new Click("a", 2, 15), new Click("a", 3, 8));
        assertThat(run.results)
                .containsExactly(new WindowResult<>("a", new Window(0, 25), List.of(1, 2, 3), Firing.ON_TIME, 0));
    }

    @Test
    void shouldKeepSessionsApartThatOnlyTouch() {
        WindowRun run =
                run(20, 1, WindowSpec.session(millis(10)), new Ids(), new Click("a", 1, 0), new Click("a", 2, 10));
        assertThat(run.results).extracting(WindowResult::window).containsExactly(new Window(0, 10), new Window(10, 20));
    }

    /** A late record that joins two sessions which have fired makes one session of them, which fires again. */
    @Test
    void shouldMergeSessionsThatHaveFired() {
        WindowSpec spec = WindowSpec.session(millis(10)).allowedLateness(millis(100));
        WindowRun run = run(
                0,
                1,
                spec,
                new Ids(),
                new Click("a", 1, 0),
                new Click("a", 2, 15),
                new Click("b", 3, 60),
                new Click("a", 4, 8));
        assertThat(run.results)
                .filteredOn(result -> result.key().equals("a"))
                .extracting(WindowResult::window, WindowResult::value, WindowResult::firing)
                .containsExactly(
                        tuple(new Window(0, 10), List.of(1), Firing.ON_TIME),
                        tuple(new Window(15, 25), List.of(2), Firing.ON_TIME),
                        tuple(new Window(0, 25), List.of(1, 2, 4), Firing.LATE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldRepeatOrDiscardWhatAnEarlierResultHeld(int parallelism) {
        WindowSpec spec = WindowSpec.tumbling(millis(10)).earlyEvery(2);
        Click[] clicks = {
            new Click("a", 1, 0), new Click("a", 2, 1), new Click("a", 3, 2), new Click("a", 4, 3), new Click("a", 5, 4)
        };
        assertThat(run(0, parallelism, spec.accumulating(), new Ids(), clicks).results)
                .extracting(WindowResult::value)
                .containsExactly(List.of(1, 2), List.of(1, 2, 3, 4), List.of(1, 2, 3, 4, 5));
        assertThat(run(0, parallelism, spec.discarding(), new Ids(), clicks).results)
                .extracting(WindowResult::value)
                .containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
    }

    /** Each window has an accumulator of its own: nothing runs on from one to the next. */
    @Test
    void shouldNotAccumulateAcrossWindows() {
        WindowSpec spec = WindowSpec.tumbling(millis(10)).accumulating();
        WindowRun run = run(0, 1, spec, new Ids(), new Click("a", 1, 1), new Click("a", 2, 11), new Click("a", 3, 21));
        assertThat(run.results).extracting(WindowResult::value).containsExactly(List.of(1), List.of(2), List.of(3));
    }

    /** The window of a rare key fires with the watermark, whatever the busy keys do. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldNotLetKeysHoldEachOtherUp(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            AtomicLong emitted = new AtomicLong();
            AtomicLong emittedWhenRareFired = new AtomicLong(-1);
            List<Timestamped<Long>> numbers = LongStream.range(0, 6_000)
                    .mapToObj(n -> new Timestamped<>(n, n))
                    .toList();
            TopologyBuilder builder = TopologyBuilder.named("keys");
            builder.source("numbers", Sources.splits(List.of(numbers)))
                    .map(n -> {
                        emitted.set(n);
                        return n;
                    })
                    .keyBy(n -> n == 5 ? "rare" : "busy" + n % 10)
                    .window(WindowSpec.session(millis(20)))
                    .aggregate("counts", Aggregates.count())
                    .sink("out", result -> {
                        if (result.key().equals("rare")) {
                            emittedWhenRareFired.set(emitted.get());
                        }
                    });
            new Simulator(seed, parallelism).run(builder.build());
            assertThat(emittedWhenRareFired.get()).as("seed %d", seed).isBetween(25L, 4_000L);
        }
    }

    /** Results of windows are never late for the windows behind, since the watermark waits for them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldNotOvertakeResultsOnTheirWayToFurtherWindows(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Click> clicks = Click.random(new Random(seed), 300, 10, 0, 5, 20);
            Map<Window, Long> totals = new TreeMap<>();
            TopologyBuilder builder = TopologyBuilder.named("twice");
            builder.source("clicks", Sources.splits(List.of(Click.timestamped(clicks))), WindowRun.boundedDisorder(20))
                    .map(click -> click)
                    .keyBy(Click::key)
                    .window(WindowSpec.session(millis(15)))
                    .aggregate("sessions", Aggregates.count())
                    .keyBy(result -> result.key().length())
                    .window(WindowSpec.tumbling(millis(50)))
                    .aggregate("totals", Aggregates.sum(WindowResult::value))
                    .sink("out", result -> totals.merge(result.window(), result.value(), Long::sum));
            Simulator simulator = new Simulator(seed, parallelism).run(builder.build());
            assertThat(simulator.lateRecords("totals")).as("seed %d", seed).isZero();
            assertThat(totals.values().stream().mapToLong(n -> n).sum())
                    .as("seed %d", seed)
                    .isEqualTo(300);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldDeliverEachRecordOnBothSidesToAStreamConnectedWithItself(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Long> out = new ArrayList<>();
            TopologyBuilder builder = TopologyBuilder.named("self");
            DataStream<Long> numbers = builder.source(
                            "numbers",
                            Sources.splits(List.of(LongStream.range(0, 100)
                                    .mapToObj(n -> new Timestamped<>(n, n))
                                    .toList())))
                    .map(n -> n);
            numbers.keyBy(n -> n)
                    .connect(numbers.keyBy(n -> n))
                    .process("both", new BothSides())
                    .sink("out", out::add);
            new Simulator(seed, parallelism).run(builder.build());
            List<Long> twice = LongStream.range(0, 200).mapToObj(n -> n / 2).toList();
            assertThat(out.stream().sorted(Comparator.naturalOrder()).toList())
                    .as("seed %d", seed)
                    .isEqualTo(twice);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldYieldTheSameInTwoStagesAsInOne(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Click> clicks = Click.random(new Random(seed), 300, 5, 0, 4, 50);
            for (WindowSpec spec : List.of(
                    WindowSpec.tumbling(millis(13)),
                    WindowSpec.sliding(millis(12), millis(5)),
                    WindowSpec.sliding(millis(12), millis(4)).offset(millis(3)))) {
                WindowRun two = run(seed, parallelism, clicks, spec, new Ids());
                WindowRun one = run(seed, parallelism, clicks, spec, Ids.notCombinable());
                assertThat(two.results).as("seed %d %s", seed, spec).containsExactlyInAnyOrderElementsOf(one.results);
                assertThat(two.lateIds()).as("seed %d %s", seed, spec).isEqualTo(one.lateIds());
            }
        }
    }

    private static WindowRun run(
            long boundMillis,
            int parallelism,
            WindowSpec spec,
            Aggregate<Click, ?, List<Integer>> aggregate,
            Click... clicks) {
        return WindowRun.of(
                7,
                parallelism,
                parallelism,
                List.of(List.of(clicks)),
                WindowRun.boundedDisorder(boundMillis),
                spec,
                aggregate,
                true);
    }

    private static WindowRun run(
            long seed,
            int parallelism,
            List<Click> clicks,
            WindowSpec spec,
            Aggregate<Click, ?, List<Integer>> aggregate) {
        return WindowRun.of(
                seed, parallelism, parallelism, List.of(clicks), WindowRun.boundedDisorder(20), spec, aggregate, true);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static final class BothSides implements KeyedCoProcess<Long, Long, Long, Long> {

        @Override
        public void onLeft(Long value, KeyedContext<Long> context, Emitter<Long> out) {
            out.emit(value);
        }

        @Override
        public void onRight(Long value, KeyedContext<Long> context, Emitter<Long> out) {
            out.emit(value);
        }
    }
}

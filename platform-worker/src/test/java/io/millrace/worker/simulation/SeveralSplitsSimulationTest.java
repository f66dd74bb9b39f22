package io.millrace.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.window.Window;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows over several splits, whose records meet in no fixed order: nothing is lost, doubled or late without cause. */
class SeveralSplitsSimulationTest {

    private static final int SEEDS = 150;
    private static final int RECORDS = 80;
    private static final long BOUND = 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldCountEachRecordOrCallItLate(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            WindowSpec spec = spec(random);
            List<List<Click>> splits = splits(random, 4 * BOUND);
            boolean hasLateOutput = random.nextBoolean();
            WindowRun run = run(seed, parallelism, splits, spec, hasLateOutput);
            Supplier<String> about = describe(seed, spec);
            Set<Integer> counted = new TreeSet<>();
            run.results.forEach(result -> counted.addAll(result.value()));
            List<Integer> mayBeLate = new ArrayList<>();
            splits.forEach(split -> mayBeLate.addAll(WindowModel.of(spec, BOUND, split).late));
            assertThat(run.lateCounted).as(about).isEqualTo(splits.size() * RECORDS - counted.size());
            assertThat(run.lateCounted).as(about).isLessThanOrEqualTo(mayBeLate.size());
            if (hasLateOutput) {
                assertThat(Collections.disjoint(counted, run.lateIds()))
                        .as(about)
                        .isTrue();
                assertThat(run.lateIds())
                        .as(about)
                        .hasSize((int) run.lateCounted)
                        .doesNotHaveDuplicates();
                assertThat(mayBeLate).as(about).containsAll(run.lateIds());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldFillTumblingWindowsExactlyWithinTheBound(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            long size = 1 + random.nextInt(60);
            List<List<Click>> splits = splits(random, BOUND);
            Map<WindowModel.Pane, List<Integer>> expected = new TreeMap<>();
            splits.forEach(split -> split.forEach(click -> {
                long start = click.timestampMillis() / size * size;
                WindowModel.Pane pane = new WindowModel.Pane(click.key(), new Window(start, start + size));
                expected.computeIfAbsent(pane, p -> new ArrayList<>()).add(click.id());
            }));
            WindowSpec spec = WindowSpec.tumbling(Duration.ofMillis(size));
            checkExactly(describe(seed, spec), run(seed, parallelism, splits, spec, false), expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldSplitSessionsAtGapsAndNowhereElse(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            long gap = 1 + random.nextInt(60);
            List<List<Click>> splits = splits(random, BOUND);
            WindowSpec spec = WindowSpec.session(Duration.ofMillis(gap));
            checkExactly(describe(seed, spec), run(seed, parallelism, splits, spec, false), sessions(splits, gap));
        }
    }

    /** Two records of a key are in one session if no gap between the records from one to the other reaches the limit. */
    private static Map<WindowModel.Pane, List<Integer>> sessions(List<List<Click>> splits, long gap) {
        Map<String, List<Click>> byKey = new TreeMap<>();
        splits.forEach(split -> split.forEach(click ->
                byKey.computeIfAbsent(click.key(), key -> new ArrayList<>()).add(click)));
        Map<WindowModel.Pane, List<Integer>> sessions = new TreeMap<>();
        byKey.forEach((key, clicks) -> {
            clicks.sort(Comparator.comparingLong(Click::timestampMillis));
            int first = 0;
            for (int next = 1; next <= clicks.size(); next++) {
                long last = clicks.get(next - 1).timestampMillis();
                if (next == clicks.size() || clicks.get(next).timestampMillis() - last >= gap) {
                    Window window = new Window(clicks.get(first).timestampMillis(), last + gap);
                    sessions.put(
                            new WindowModel.Pane(key, window),
                            clicks.subList(first, next).stream().map(Click::id).toList());
                    first = next;
                }
            }
        });
        return sessions;
    }

    private static void checkExactly(
            Supplier<String> about, WindowRun run, Map<WindowModel.Pane, List<Integer>> expected) {
        Map<WindowModel.Pane, List<Integer>> actual = new TreeMap<>();
        for (WindowResult<String, List<Integer>> result : run.results) {
            List<Integer> before = actual.put(new WindowModel.Pane(result.key(), result.window()), result.value());
            assertThat(before).as(about).isNull();
        }
        Map<WindowModel.Pane, List<Integer>> sorted = new TreeMap<>();
        expected.forEach((pane, ids) -> sorted.put(pane, ids.stream().sorted().toList()));
        assertThat(actual).as(about).isEqualTo(sorted);
        assertThat(run.lateCounted).as(about).isZero();
    }

    private static WindowRun run(
            int seed, int parallelism, List<List<Click>> splits, WindowSpec spec, boolean hasLateOutput) {
        return WindowRun.of(
                seed,
                parallelism,
                parallelism,
                splits,
                WindowRun.boundedDisorder(BOUND),
                spec,
                new Ids(),
                hasLateOutput);
    }

    private static WindowSpec spec(Random random) {
        Duration length = Duration.ofMillis(2 + random.nextInt(60));
        WindowSpec spec = switch (random.nextInt(4)) {
            case 0 -> WindowSpec.tumbling(length);
            case 1 -> WindowSpec.sliding(length, Duration.ofMillis(1 + random.nextLong(length.toMillis())));
            case 2 -> WindowSpec.session(length);
            default -> WindowSpec.global();
        };
        WindowSpec late = random.nextBoolean() ? spec : spec.allowedLateness(Duration.ofMillis(random.nextInt(60)));
        WindowSpec early = random.nextInt(4) > 0 ? late : late.earlyEvery(1 + random.nextInt(5));
        return random.nextBoolean() ? early : early.discarding();
    }

    private static List<List<Click>> splits(Random random, long disorder) {
        List<List<Click>> splits = new ArrayList<>();
        int count = 2 + random.nextInt(5);
        for (int split = 0; split < count; split++) {
            splits.add(Click.random(random, RECORDS, 4, split * RECORDS, 1 + random.nextInt(12), disorder));
        }
        return splits;
    }

    private static Supplier<String> describe(int seed, WindowSpec spec) {
        return () -> "seed " + seed + " " + spec;
    }
}

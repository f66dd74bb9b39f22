package io.millrace.worker.simulation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregate;
import io.millrace.window.Firing;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of random shapes over random records, compared with {@link WindowModel}, in random interleavings. */
class WindowModelSimulationTest {

    private static final int SEEDS = 150;
    private static final int RECORDS = 200;
    private static final long BOUND = 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldFillTumblingWindowsAsTheModelDoes(int parallelism) {
        compareAligned(
                parallelism,
                random -> WindowSpec.tumbling(millis(1 + random.nextInt(60))).offset(millis(random.nextInt(140) - 70)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldFillSlidingWindowsAsTheModelDoes(int parallelism) {
        compareAligned(parallelism, random -> {
            int size = 1 + random.nextInt(60);
            int slide = 1 + random.nextInt(size);
            return WindowSpec.sliding(millis(size), millis(slide)).offset(millis(random.nextInt(140) - 70));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldFillTheGlobalWindowAsTheModelDoes(int parallelism) {
        compareAligned(parallelism, random -> WindowSpec.global());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldFillSessionsAsTheModelDoes(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            WindowSpec spec = withLateness(WindowSpec.session(millis(1 + random.nextInt(40))), random);
            boolean hasLateOutput = random.nextBoolean();
            List<Click> clicks = clicks(random);
            WindowModel model = WindowModel.of(spec, BOUND, clicks);
            int sourceParallelism = random.nextBoolean() ? 1 : parallelism;
            WindowRun run = WindowRun.of(
                    seed,
                    parallelism,
                    sourceParallelism,
                    List.of(clicks),
                    WindowRun.boundedDisorder(BOUND),
                    spec,
                    new Ids(),
                    hasLateOutput);
            Supplier<String> about = describe(seed, spec, new Ids());
            checkLate(about, run, model, hasLateOutput);
            if (spec.allowedLateness().isZero()) {
                assertThat(values(run)).as(about).isEqualTo(sorted(model.all));
                assertThat(run.results).as(about).allMatch(r -> r.firing() == Firing.ON_TIME && r.index() == 0);
            } else {
                checkMergedSessions(about, run, model, spec.accumulation() == WindowSpec.Accumulation.DISCARDING);
            }
        }
    }

    private static void compareAligned(int parallelism, Function<Random, WindowSpec> specs) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            WindowSpec spec = withLateness(specs.apply(random), random);
            int every = random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 0;
            spec = every > 0 ? spec.earlyEvery(every) : spec;
            boolean hasLateOutput = random.nextBoolean();
            Aggregate<Click, ?, List<Integer>> aggregate = random.nextInt(3) == 0 ? Ids.notCombinable() : new Ids();
            List<Click> clicks = clicks(random);
            WindowModel model = WindowModel.of(spec, BOUND, clicks);
            int sourceParallelism = random.nextBoolean() ? 1 : parallelism;
            WindowRun run = WindowRun.of(
                    seed,
                    parallelism,
                    sourceParallelism,
                    List.of(clicks),
                    WindowRun.boundedDisorder(BOUND),
                    spec,
                    aggregate,
                    hasLateOutput);
            Supplier<String> about = describe(seed, spec, aggregate);
            checkLate(about, run, model, hasLateOutput);
            checkPanes(about, run, model, spec, every);
        }
    }

    private static void checkLate(Supplier<String> about, WindowRun run, WindowModel model, boolean hasLateOutput) {
        assertThat(run.lateCounted).as(about).isEqualTo(model.late.size());
        if (hasLateOutput) {
            assertThat(run.lateIds())
                    .as(about)
                    .isEqualTo(model.late.stream().sorted().toList());
        }
    }

    private static void checkPanes(
            Supplier<String> about, WindowRun run, WindowModel model, WindowSpec spec, int every) {
        Map<WindowModel.Pane, List<WindowResult<String, List<Integer>>>> byPane = byPane(run);
        assertThat(byPane.keySet()).as(about).isEqualTo(model.all.keySet());
        boolean isDiscarding = spec.accumulation() == WindowSpec.Accumulation.DISCARDING;
        byPane.forEach((pane, results) -> {
            Supplier<String> aboutPane = () -> about.get() + " " + pane + " " + results;
            List<Integer> onTime = model.onTime.getOrDefault(pane, List.of());
            List<Integer> all = model.all.get(pane);
            assertThat(results.stream().map(WindowResult::index).toList())
                    .as(aboutPane)
                    .isEqualTo(IntStream.range(0, results.size()).boxed().toList());
            assertThat(results.stream().map(WindowResult::firing).toList())
                    .as(aboutPane)
                    .isSorted();
            checkFirings(aboutPane, results, onTime, all, every, isDiscarding);
            if (isDiscarding) {
                checkDiscarded(aboutPane, results, onTime, all, every);
            } else {
                checkAccumulated(aboutPane, results, onTime, all, every);
            }
        });
    }

    private static void checkFirings(
            Supplier<String> about,
            List<WindowResult<String, List<Integer>>> results,
            List<Integer> onTime,
            List<Integer> all,
            int every,
            boolean isDiscarding) {
        boolean hasRest = !onTime.isEmpty() && (!isDiscarding || every == 0 || onTime.size() % every > 0);
        assertThat(of(results, Firing.EARLY)).as(about).hasSize(every == 0 ? 0 : onTime.size() / every);
        assertThat(of(results, Firing.ON_TIME)).as(about).hasSize(hasRest ? 1 : 0);
        assertThat(of(results, Firing.LATE).isEmpty()).as(about).isEqualTo(all.size() == onTime.size());
    }

    private static void checkAccumulated(
            Supplier<String> about,
            List<WindowResult<String, List<Integer>>> results,
            List<Integer> onTime,
            List<Integer> all,
            int every) {
        List<WindowResult<String, List<Integer>>> early = of(results, Firing.EARLY);
        for (int i = 0; i < early.size(); i++) {
            assertThat(early.get(i).value()).as(about).isEqualTo(sorted(onTime.subList(0, (i + 1) * every)));
        }
        of(results, Firing.ON_TIME)
                .forEach(result -> assertThat(result.value()).as(about).isEqualTo(sorted(onTime)));
        for (int i = 1; i < results.size(); i++) {
            assertThat(results.get(i).value())
                    .as(about)
                    .containsAll(results.get(i - 1).value());
        }
        assertThat(results.get(results.size() - 1).value()).as(about).isEqualTo(sorted(all));
    }

    private static void checkDiscarded(
            Supplier<String> about,
            List<WindowResult<String, List<Integer>>> results,
            List<Integer> onTime,
            List<Integer> all,
            int every) {
        List<WindowResult<String, List<Integer>>> early = of(results, Firing.EARLY);
        for (int i = 0; i < early.size(); i++) {
            assertThat(early.get(i).value()).as(about).isEqualTo(sorted(onTime.subList(i * every, (i + 1) * every)));
        }
        List<Integer> untilOnTime = new ArrayList<>();
        List<Integer> everything = new ArrayList<>();
        for (WindowResult<String, List<Integer>> result : results) {
            assertThat(result.value()).as(about).isNotEmpty();
            everything.addAll(result.value());
            if (result.firing() != Firing.LATE) {
                untilOnTime.addAll(result.value());
            }
        }
        assertThat(sorted(untilOnTime)).as(about).isEqualTo(sorted(onTime));
        assertThat(sorted(everything)).as(about).isEqualTo(sorted(all));
    }

    /** With allowed lateness a session may fire and then merge: what counts is what its last window yields in the end. */
    private static void checkMergedSessions(
            Supplier<String> about, WindowRun run, WindowModel model, boolean isDiscarding) {
        Map<WindowModel.Pane, List<Integer>> summed = new TreeMap<>();
        for (WindowResult<String, List<Integer>> result : run.results) {
            WindowModel.Pane last = model.all.keySet().stream()
                    .filter(pane -> pane.key().equals(result.key())
                            && pane.window().startMillis() <= result.window().startMillis()
                            && pane.window().endMillis() >= result.window().endMillis())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(about.get() + " window of no session " + result));
            if (isDiscarding) {
                summed.computeIfAbsent(last, pane -> new ArrayList<>()).addAll(result.value());
            } else if (last.window().equals(result.window())) {
                summed.put(last, result.value());
            }
        }
        assertThat(sorted(summed)).as(about).isEqualTo(sorted(model.all));
        byPane(run).forEach((pane, results) -> {
            for (int i = 1; i < results.size(); i++) {
                assertThat(results.get(i).index())
                        .as(() -> about.get() + " " + pane + " " + results)
                        .isEqualTo(results.get(i - 1).index() + 1);
            }
        });
    }

    private static Supplier<String> describe(int seed, WindowSpec spec, Aggregate<?, ?, ?> aggregate) {
        return () -> "seed " + seed + " " + spec + " " + aggregate.getClass().getSimpleName();
    }

    private static WindowSpec withLateness(WindowSpec spec, Random random) {
        WindowSpec late = spec.allowedLateness(millis(random.nextBoolean() ? 0 : random.nextInt(80)));
        return random.nextBoolean() ? late.discarding() : late.accumulating();
    }

    /** In order, out of order within the bound, or beyond it. */
    private static List<Click> clicks(Random random) {
        long disorder = List.of(0L, BOUND, 4 * BOUND).get(random.nextInt(3));
        return Click.random(random, RECORDS, 1 + random.nextInt(8), 0, 1 + random.nextInt(12), disorder);
    }

    private static List<WindowResult<String, List<Integer>>> of(
            List<WindowResult<String, List<Integer>>> results, Firing firing) {
        return results.stream().filter(result -> result.firing() == firing).toList();
    }

    private static Map<WindowModel.Pane, List<WindowResult<String, List<Integer>>>> byPane(WindowRun run) {
        return run.results.stream()
                .collect(groupingBy(r -> new WindowModel.Pane(r.key(), r.window()), TreeMap::new, toList()));
    }

    private static Map<WindowModel.Pane, List<Integer>> values(WindowRun run) {
        return run.results.stream()
                .collect(Collectors.toMap(
                        r -> new WindowModel.Pane(r.key(), r.window()),
                        WindowResult::value,
                        (a, b) -> {
                            throw new AssertionError("fired twice: " + a + " " + b);
                        },
                        TreeMap::new));
    }

    private static Map<WindowModel.Pane, List<Integer>> sorted(Map<WindowModel.Pane, List<Integer>> panes) {
        Map<WindowModel.Pane, List<Integer>> sorted = new TreeMap<>();
        panes.forEach((pane, ids) -> sorted.put(pane, sorted(ids)));
        return sorted;
    }

    private static List<Integer> sorted(List<Integer> ids) {
        return ids.stream().sorted().toList();
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}

package io.millrace.benchmark.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.examples.wordcount.Words;
import io.millrace.function.Emitter;
import io.millrace.function.OutputTag;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import io.millrace.worker.TaskExecutor;
import io.millrace.worker.WorkerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Counts a real text of more than 100 MB, the book repeated with a timestamp of its own for each line, on real threads,
 * and compares window by window and word by word with what a plain loop counts.
 */
class LargeTextIT {

    private static final int MIN_BYTES = 100_000_000;
    private static final long WINDOW_MILLIS = 60_000;
    private static final int BOUND_MILLIS = 500;

    private static List<String> book;
    private static long lines;

    @BeforeAll
    static void readBook() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LargeTextIT.class.getResourceAsStream("/text/moby-dick.txt")),
                StandardCharsets.UTF_8))) {
            book = reader.lines().toList();
        }
        long bytes = book.stream()
                .mapToLong(line -> line.getBytes(StandardCharsets.UTF_8).length + 1)
                .sum();
        lines = (MIN_BYTES / bytes + 1) * book.size();
    }

    @ParameterizedTest(name = "parallelism {0}, splits {1}, disorder {2} ms")
    @CsvSource({"1, 1, 0", "2, 2, 0", "4, 4, 0", "1, 1, 500", "2, 2, 500", "4, 4, 500"})
    void shouldCountEveryWordOfEveryWindow(int parallelism, int splits, int disorder) throws Exception {
        Outcome outcome = run(parallelism, splits, disorder);
        Outcome expected = new Outcome();
        for (long line = 0; line < lines; line++) {
            expected.count(line, timestampMillis(line, disorder));
        }
        assertThat(outcome.late.sum()).isZero();
        assertSame(outcome, expected);
    }

    @ParameterizedTest(name = "parallelism {0}")
    @CsvSource({"1", "2", "4"})
    void shouldCallExactlyThoseWordsLateThatTheReferenceCallsLate(int parallelism) throws Exception {
        int disorder = 5 * BOUND_MILLIS;
        Outcome outcome = run(parallelism, 1, disorder);
        Outcome expected = new Outcome();
        long watermarkMillis = Long.MIN_VALUE;
        for (long line = 0; line < lines; line++) {
            long timestampMillis = timestampMillis(line, disorder);
            if (watermarkMillis >= windowStart(timestampMillis) + WINDOW_MILLIS) {
                expected.late(line);
            } else {
                expected.count(line, timestampMillis);
            }
            watermarkMillis = Math.max(watermarkMillis, timestampMillis - BOUND_MILLIS);
        }
        assertThat(expected.late.sum()).isPositive();
        assertThat(outcome.late.sum()).isEqualTo(expected.late.sum());
        assertThat(outcome.lateWords).isEqualTo(expected.lateWords);
        assertSame(outcome, expected);
    }

    @ParameterizedTest(name = "parallelism {0}")
    @CsvSource({"2", "4"})
    void shouldEitherCountOrCallLateEveryWordOfSeveralSplits(int parallelism) throws Exception {
        int disorder = 5 * BOUND_MILLIS;
        Outcome outcome = run(parallelism, parallelism, disorder);
        Outcome all = new Outcome();
        for (long line = 0; line < lines; line++) {
            all.count(line, timestampMillis(line, disorder));
        }
        assertThat(outcome.late.sum()).isPositive();
        outcome.lateWords.forEach((word, count) -> outcome.windows
                .computeIfAbsent(-1L, late -> new ConcurrentHashMap<>())
                .put(word, count));
        assertThat(totals(outcome)).isEqualTo(totals(all));
    }

    private static Map<String, Long> totals(Outcome outcome) {
        Map<String, Long> totals = new HashMap<>();
        outcome.windows.values().forEach(words -> words.forEach((word, count) -> totals.merge(word, count, Long::sum)));
        return totals;
    }

    private static void assertSame(Outcome outcome, Outcome expected) {
        assertThat(outcome.doubles.sum()).isZero();
        assertThat(outcome.windows.keySet()).isEqualTo(expected.windows.keySet());
        expected.windows.forEach((start, words) ->
                assertThat(outcome.windows.get(start)).as("window %d", start).isEqualTo(words));
    }

    private static Outcome run(int parallelism, int splits, int disorder) throws InterruptedException {
        Outcome outcome = new Outcome();
        OutputTag<String> late = OutputTag.of("late", String.class);
        TopologyBuilder builder = TopologyBuilder.named("large-text");
        var counts = builder.source(
                        "lines",
                        new RepeatedBook(splits, disorder),
                        WatermarkStrategy.boundedDisorder(Duration.ofMillis(BOUND_MILLIS)))
                .flatMap("words", new Words())
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(Duration.ofMillis(WINDOW_MILLIS)))
                .lateRecordsTo(late)
                .aggregate("counts", Aggregates.count());
        counts.sink("results", outcome::accept);
        counts.sideOutput(late).sink("late", outcome::acceptLate);
        Topology topology = builder.build();
        try (TaskExecutor executor =
                new TaskExecutor(WorkerSettings.defaults().withThreads(2).withParallelism(parallelism))) {
            TopologyStatus status = executor.run(topology).await(Duration.ofMinutes(5));
            assertThat(status.failure()).isNull();
            assertThat(status.state()).isEqualTo(TopologyState.FINISHED);
            assertThat(status.operator("counts").lateRecords()).isEqualTo(outcome.late.sum());
        }
        return outcome;
    }

    /** In order but for a shift of up to {@code disorder} that hangs on the number of the line alone. */
    private static long timestampMillis(long line, int disorder) {
        return disorder == 0 ? line : line + (line * 2_654_435_761L >>> 7) % (disorder + 1);
    }

    private static long windowStart(long timestampMillis) {
        return timestampMillis - timestampMillis % WINDOW_MILLIS;
    }

    private static String line(long number) {
        return book.get((int) (number % book.size()));
    }

    /** What was counted, and what came too late. */
    private static final class Outcome {

        private final Map<Long, Map<String, Long>> windows = new ConcurrentHashMap<>();
        private final Map<String, Long> lateWords = new ConcurrentHashMap<>();
        private final LongAdder late = new LongAdder();
        private final LongAdder doubles = new LongAdder();

        void accept(WindowResult<String, Long> result) {
            Map<String, Long> words =
                    windows.computeIfAbsent(result.window().startMillis(), start -> new ConcurrentHashMap<>());
            if (words.put(result.key(), result.value()) != null) {
                doubles.increment();
            }
        }

        void acceptLate(String word) {
            late.increment();
            lateWords.merge(word, 1L, Long::sum);
        }

        void count(long line, long timestampMillis) throws Exception {
            Map<String, Long> words = windows.computeIfAbsent(windowStart(timestampMillis), start -> new HashMap<>());
            new Words().apply(line(line), new EachWord(word -> words.merge(word, 1L, Long::sum)));
        }

        void late(long line) throws Exception {
            new Words().apply(line(line), new EachWord(this::acceptLate));
        }
    }

    private record EachWord(java.util.function.Consumer<String> consumer) implements Emitter<String> {

        @Override
        public void emit(String word) {
            consumer.accept(word);
        }

        @Override
        public <S> void emit(OutputTag<S> tag, S value) {
            throw new UnsupportedOperationException("Words have no side output: tag=" + tag.name());
        }
    }

    /** The book over and over; each of n splits has every n-th line. */
    private record RepeatedBook(int count, int disorder) implements Source<String> {

        @Override
        public List<String> splits() {
            return IntStream.range(0, count).mapToObj(Integer::toString).toList();
        }

        @Override
        public SplitReader<String> open(String split, SplitContext context) {
            return new SplitReader<>() {
                private long next = Long.parseLong(split);

                @Override
                public Progress read(SourceOutput<String> out) {
                    while (next < lines && !out.isFull()) {
                        out.emit(line(next), timestampMillis(next, disorder));
                        next += count;
                    }
                    return next < lines ? Progress.MORE : Progress.END;
                }
            };
        }
    }
}

package io.millrace.worker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.metric.Metric;
import io.millrace.metric.MetricHistory;
import io.millrace.worker.measure.Histogram;
import io.millrace.worker.remote.Messages;
import io.millrace.worker.remote.Reply;
import io.millrace.worker.remote.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryMergeTest {

    private static final long START = 2_000_000;
    private static final int SECONDS = 300;

    @ParameterizedTest
    @EnumSource(Metric.class)
    void shouldTellTheSameWhereverTasksRun(Metric metric) {
        ProcessHistory whole = history(0, 1, 2, 3);
        for (int stepSeconds : List.of(1, 7, 30)) {
            for (boolean isByTask : List.of(false, true)) {
                Question question =
                        new Question(metric, isByTask, "", Question.ALL, START / stepSeconds, 40, stepSeconds);
                MetricHistory expected = merged(question, whole);

                assertThat(expected.series()).as("%s", question).isNotEmpty();
                assertThat(merged(question, history(0, 2), history(), history(3, 1)))
                        .as("%s", question)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void shouldMergeDistributionsAndNotAverageThem() {
        ProcessHistory quick = new ProcessHistory(HistorySettings.DEFAULTS);
        ProcessHistory slow = new ProcessHistory(HistorySettings.DEFAULTS);
        long[] thousand = IntStream.range(0, 1000).mapToLong(i -> 1_000).toArray();
        record(quick, 0, thousand);
        record(slow, 1, 1_000_000);
        Question question = new Question(Metric.LATENCY, false, "output", Question.ALL, START, 2, 1);

        MetricHistory told = merged(question, quick, slow);

        assertThat(told.series().get(0).points()).singleElement().satisfies(point -> {
            assertThat(point.distribution()).isNotNull();
            assertThat(point.distribution().count()).isEqualTo(1001);
            assertThat(point.distribution().p999()).as("in milliseconds").isBetween(0.99, 1.01);
            assertThat(point.distribution().max()).isBetween(1000.0, 1020.0);
        });
    }

    @Test
    void shouldSendWhatAMessageHoldsAndTheRestLater() {
        ProcessHistory history = new ProcessHistory(HistorySettings.DEFAULTS);
        Random random = new Random(7);
        for (int second = 0; second <= 900; second++) {
            List<LookedAt> seen = new ArrayList<>();
            for (int task = 0; task < 8; task++) {
                long[] values = random.longs(200, 0, 1L << 30).toArray();
                seen.add(Tasks.seen(Tasks.task(task, second, second), values));
            }
            history.add(Tasks.look(START + second), Map.of("words", seen));
        }
        Question question = new Question(Metric.PROCESSING_TIME, true, "", Question.ALL, START, 900, 1);

        Part first = history.answer("words", question);
        byte[] message = new Messages().bytes(new Reply.OfHistory("words", 1, first));

        assertThat(first.steps()).isBetween(10, 500);
        assertThat(message).hasSizeLessThan(1 << 20);
        assertThat(merged(question, history).series())
                .hasSize(8)
                .allSatisfy(series -> assertThat(series.points()).hasSize(899));
    }

    @Test
    void shouldTravelAsItIs() {
        Question question = new Question(Metric.LATENCY, true, "output", 3, START, 40, 10);
        Request.History asked = new Request.History("words", 9, question);
        Messages messages = new Messages();
        assertThat(messages.read(messages.bytes(asked))).isEqualTo(asked);

        Part part = history(1, 2).answer("words", new Question(Metric.BUSY, true, "", Question.ALL, START + 1, 40, 1));
        Reply.OfHistory read = (Reply.OfHistory) messages.read(messages.bytes(new Reply.OfHistory("words", 9, part)));
        assertThat(read.part()).usingRecursiveComparison().isEqualTo(part);
    }

    @Test
    void shouldPackHistogramsAndReadThemAgain() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            int bound = 1 + random.nextInt(36);
            Histogram histogram = Tasks.histogram(
                    random.longs(random.nextInt(300), 0, 1L << bound).toArray());
            assertThat(PackedHistogram.unpack(PackedHistogram.pack(histogram)))
                    .as("round %d", round)
                    .isEqualTo(histogram);
        }
        assertThat(PackedHistogram.pack(Histogram.EMPTY)).isEmpty();
    }

    @Test
    void shouldRefuseHistogramsThatAreDamaged() {
        Random random = new Random(5);
        byte[] packed = PackedHistogram.pack(Tasks.histogram(1, 2, 3, 500, 1_000_000));
        byte[] cut = Arrays.copyOf(packed, packed.length - 1);
        assertThatIllegalArgumentException().isThrownBy(() -> PackedHistogram.unpack(cut));
        for (int round = 0; round < 2000; round++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            try {
                PackedHistogram.unpack(noise);
            } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessageContaining("damaged");
            }
        }
    }

    private static ProcessHistory history(int... tasks) {
        ProcessHistory history = new ProcessHistory(HistorySettings.DEFAULTS);
        Tasks.run(history, START, SECONDS, tasks);
        return history;
    }

    private static void record(ProcessHistory history, int task, long... values) {
        history.add(Tasks.look(START), Map.of("words", List.of(Tasks.seen(Tasks.task(task, 0, 0)))));
        history.add(Tasks.look(START + 1), Map.of("words", List.of(Tasks.seen(Tasks.task(task, 0, 1), values))));
    }

    private static MetricHistory merged(Question question, ProcessHistory... members) {
        HistoryMerge merge = new HistoryMerge(question);
        for (ProcessHistory member : members) {
            int from = 0;
            while (from < question.steps()) {
                Part part = member.answer("words", question.from(from));
                merge.add(from, part);
                from += part.steps();
            }
        }
        return merge.result(List.of());
    }
}

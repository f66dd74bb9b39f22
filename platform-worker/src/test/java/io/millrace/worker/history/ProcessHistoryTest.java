package io.millrace.worker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.millrace.metric.Metric;
import io.millrace.metric.MetricHistory;
import io.millrace.metric.MetricQuery;
import io.millrace.metric.MetricSeries;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcessHistoryTest {

    private static final long START = 1_000_000;

    private final ProcessHistory history = new ProcessHistory(HistorySettings.DEFAULTS);

    @Test
    void shouldTellRatesOfEachSecond() {
        Tasks.run(history, START, 60, 0, 1);

        MetricHistory told = ask(query(Metric.RECORDS_IN, false, "counts", null, START, START + 61, 1));

        assertThat(told.stepSeconds()).isEqualTo(1);
        assertThat(told.series()).singleElement().satisfies(series -> {
            assertThat(series.stage()).isEqualTo(Tasks.STAGE);
            assertThat(series.operator()).isEqualTo("counts");
            assertThat(series.task()).isNull();
            assertThat(series.points())
                    .hasSize(60)
                    .allSatisfy(point -> assertThat(point.value()).isCloseTo(3000, within(1.0)));
            assertThat(series.points().get(0).atMillis()).isEqualTo((START + 1) * 1000);
        });
    }

    @Test
    void shouldTellEachTaskAndEachOperatorByItself() {
        Tasks.run(history, START, 60, 0, 1);

        MetricHistory told = ask(query(Metric.RECORDS_OUT, true, null, null, START, START + 61, 1));

        assertThat(told.series())
                .extracting(MetricSeries::operator, MetricSeries::task, ProcessHistoryTest::last)
                .containsExactly(
                        tuple("counts", 0, 200L),
                        tuple("counts", 1, 400L),
                        tuple("output", 0, 0L),
                        tuple("output", 1, 0L));
    }

    @Test
    void shouldTellOneTaskOfOneOperator() {
        Tasks.run(history, START, 30, 0, 1, 2);

        MetricHistory told = ask(query(Metric.BYTES_IN, false, "output", 2, START, START + 31, 1));

        assertThat(told.series()).singleElement().satisfies(series -> {
            assertThat(series.operator()).as("it is one of the task").isNull();
            assertThat(series.task()).isEqualTo(2);
            assertThat(series.points().get(3).value()).isCloseTo(300_000, within(10.0));
        });
        assertThat(ask(query(Metric.BYTES_IN, false, "elsewhere", null, START, START + 31, 1))
                        .series())
                .isEmpty();
    }

    @Test
    void shouldTakeTheMeanOfSharesAndTheGreatestOfQueuesAndLags() {
        long now = START + 10;
        history.add(
                Tasks.look(START),
                Map.of("words", List.of(Tasks.seen(Tasks.task(0, 0, 0)), Tasks.seen(Tasks.task(1, 0, 0)))));
        history.add(
                Tasks.look(START + 1),
                Map.of(
                        "words",
                        List.of(
                                Tasks.seen(Tasks.task(0, 5, 1, 0.25, START * 1000)),
                                Tasks.seen(Tasks.task(1, 5, 0, 0.75, START * 1000 + 1000)))));

        assertThat(only(Metric.BUSY, now)).isCloseTo(0.25, within(1e-6));
        assertThat(only(Metric.QUEUE_FILL, now)).isCloseTo(0.75, within(1e-6));
        assertThat(only(Metric.WATERMARK_LAG, now)).isCloseTo(1500, within(1e-3));
    }

    @Test
    void shouldAddUpWhatIsKept() {
        Tasks.run(history, START, 10, 0, 1);

        MetricHistory told = ask(query(Metric.STATE_ENTRIES, false, "counts", null, START, START + 11, 5));

        assertThat(told.series())
                .singleElement()
                .satisfies(series -> assertThat(series.points())
                        .as("at the end of each step")
                        .extracting(MetricSeries.Point::value)
                        .containsExactly(4 * 1500.0, 9 * 1500.0));
    }

    @Test
    void shouldMakeALongRangeCoarserAndRemainRight() {
        Tasks.run(history, START, 3 * 3600, 0, 1);

        MetricHistory told = ask(query(Metric.RECORDS_IN, false, "counts", null, START, START + 3 * 3600, 0));

        assertThat(told.stepSeconds()).isEqualTo(20);
        assertThat(told.series()).singleElement().satisfies(series -> {
            assertThat(series.points()).hasSize(540);
            assertThat(series.points().subList(1, 540))
                    .allSatisfy(point -> assertThat(point.value()).isCloseTo(3000, within(1.0)));
        });
        MetricHistory latency = ask(query(Metric.LATENCY, false, null, null, START + 20, START + 3 * 3600, 60));
        assertThat(latency.series())
                .singleElement()
                .satisfies(series -> assertThat(series.points())
                        .allSatisfy(point -> assertThat(count(point)).isEqualTo(240)));
    }

    @Test
    void shouldKeepNothingLongerThanItSays() {
        Tasks.run(history, START, 7 * 3600, 0);

        MetricHistory told = ask(query(Metric.BUSY, false, null, null, START, START + 7 * 3600, 10));

        assertThat(told.series())
                .singleElement()
                .satisfies(series -> assertThat(series.points().get(0).atMillis() / 1000)
                        .isBetween(START + 3600 - 40, START + 3600 + 40));
        MetricHistory fine = ask(query(Metric.BUSY, false, null, null, START + 6 * 3600, START + 6 * 3600 + 60, 1));
        assertThat(fine.stepSeconds()).as("seconds are gone by then").isEqualTo(10);
    }

    @Test
    void shouldKeepLessWhereMemoryDoesNotSuffice() {
        ProcessHistory small = new ProcessHistory(new HistorySettings(900, 21_600, 4 << 20));
        int[] tasks = IntStream.range(0, 40).toArray();

        Tasks.run(small, START, 1200, tasks);

        assertThat(small.bytes()).isLessThanOrEqualTo(4 << 20);
        assertThat(small.fineSeconds()).isBetween(60L, 400L);
        Part part = small.answer("words", new Question(Metric.BUSY, false, "", -1, START + 1150, 50, 1));
        assertThat(part.numbers())
                .singleElement()
                .satisfies(numbers -> assertThat(numbers.tasks()).containsOnly(40));
    }

    @Test
    void shouldGoOnWithATaskThatWasStartedAgain() {
        Tasks.run(history, START, 30, 0);
        Tasks.run(history, START + 40, 30, 0);

        MetricHistory told = ask(query(Metric.RECORDS_IN, true, "counts", null, START, START + 71, 1));

        assertThat(told.series()).singleElement().satisfies(series -> {
            assertThat(series.points())
                    .extracting(MetricSeries.Point::value)
                    .allSatisfy(rate -> assertThat(rate).isBetween(999.0, 1001.0));
            assertThat(series.points()).as("nothing of the time between").hasSize(60);
        });
    }

    @Test
    void shouldNotSpreadWhatIsDoneOverTheTimeThatATaskWasAway() {
        Tasks.run(history, START, 30, 0, 1);
        Tasks.run(history, START + 31, 600, 1);
        Tasks.run(history, START + 632, 30, 0, 1);

        MetricHistory told = ask(query(Metric.RECORDS_IN, false, "counts", 0, START + 640, START + 661, 10));

        assertThat(told.series())
                .singleElement()
                .satisfies(series -> assertThat(series.points())
                        .extracting(MetricSeries.Point::value)
                        .containsExactly(1000.0, 1000.0));
    }

    @Test
    void shouldCountATaskFromItsBeginning() {
        history.add(Tasks.look(START), Map.of("words", List.of()));
        history.add(Tasks.look(START + 1), Map.of("words", List.of(Tasks.seen(Tasks.task(0, 500, 1), 7_000_000))));
        history.add(Tasks.look(START + 2), Map.of("words", List.of()));

        assertThat(ask(query(Metric.RECORDS_IN, false, "counts", null, START, START + 3, 1))
                        .series())
                .singleElement()
                .satisfies(series -> assertThat(series.points())
                        .extracting(MetricSeries.Point::value)
                        .containsExactly(500.0));
        assertThat(ask(query(Metric.PROCESSING_TIME, false, null, null, START, START + 3, 1))
                        .series())
                .singleElement()
                .satisfies(series -> assertThat(count(series.points().get(0))).isEqualTo(1));
    }

    @Test
    void shouldKeepWhatComesSeldom() {
        for (int second = 0; second <= 3600; second++) {
            long[] values = second % 1200 == 65 ? new long[] {7_000_000} : new long[0];
            LookedAt seen = Tasks.seen(Tasks.task(0, second, second), values);
            history.add(Tasks.look(START + second), Map.of("words", List.of(seen)));
        }

        MetricHistory told = ask(query(Metric.LATENCY, false, "output", null, START, START + 3600, 60));

        assertThat(told.series())
                .singleElement()
                .satisfies(series -> assertThat(series.points())
                        .hasSize(3)
                        .allSatisfy(point -> assertThat(count(point)).isEqualTo(1)));
    }

    @Test
    void shouldNotAddUpWhatATaskHadBeforeItWentElsewhere() {
        Tasks.run(history, START, 604, 0);

        MetricHistory told = ask(query(Metric.STATE_ENTRIES, false, "counts", null, START + 580, START + 621, 10));

        assertThat(told.series())
                .singleElement()
                .satisfies(series -> assertThat(series.points())
                        .as("the step in which it ended is not told")
                        .hasSize(2));
    }

    @Test
    void shouldNotTellAStepOfWhichTheBeginIsForgotten() {
        Tasks.run(history, START, 8 * 3600, 0);

        MetricHistory told = ask(query(Metric.RECORDS_IN, false, "counts", null, START, START + 8 * 3600, 3600));

        assertThat(told.series())
                .singleElement()
                .satisfies(series -> assertThat(series.points())
                        .hasSizeGreaterThanOrEqualTo(5)
                        .allSatisfy(point -> assertThat(point.value()).isCloseTo(1000, within(1.0))));
    }

    @Test
    void shouldTellOfAStepJustWhatWasDoneInIt() {
        Tasks.run(history, START + 15, 10, 0);

        MetricHistory told = ask(query(Metric.RECORDS_IN, true, "counts", null, START, START + 31, 10));

        assertThat(told.series())
                .singleElement()
                .satisfies(series -> assertThat(series.points())
                        .extracting(MetricSeries.Point::value)
                        .as("the task ran for four seconds of the first step, and for six of the second one")
                        .containsExactly(400.0, 600.0));
    }

    @Test
    void shouldOutliveAClockThatIsSetBack() {
        Tasks.run(history, START + 7200, 60, 0);
        Tasks.run(history, START, 60, 0);

        MetricHistory told = ask(query(Metric.RECORDS_IN, false, "counts", null, START, START + 61, 1));

        assertThat(told.series())
                .singleElement()
                .satisfies(series -> assertThat(series.points()).hasSizeGreaterThanOrEqualTo(60));
    }

    @Test
    void shouldKeepOneLookOfASecond() {
        assertThat(history.isDue(Tasks.look(START))).isTrue();
        history.add(Tasks.look(START), Map.of());
        assertThat(history.isDue(Tasks.look(START))).isFalse();
        assertThat(history.isDue(Tasks.look(START + 1))).isTrue();
    }

    @Test
    void shouldForgetTasksOfWhichNothingIsKept() {
        Tasks.run(history, START, 30, 0);
        history.add(Tasks.look(START + 7 * 3600), Map.of("words", List.of()));
        assertThat(history.bytes()).isZero();
    }

    private double only(Metric metric, long now) {
        MetricHistory told = ask(query(metric, false, null, null, START, now, 1));
        assertThat(told.series()).hasSize(1);
        assertThat(told.series().get(0).points()).hasSize(1);
        return told.series().get(0).points().get(0).value();
    }

    private static long count(MetricSeries.Point point) {
        MetricSeries.Distribution distribution = point.distribution();
        return distribution == null ? 0 : distribution.count();
    }

    private MetricHistory ask(MetricQuery query) {
        long nowMillis = Math.max(query.toMillis(), START * 1000);
        Question question = Question.of(query, history.fineSeconds(), Math.max(nowMillis, lastMillis()));
        HistoryMerge merge = new HistoryMerge(question);
        int from = 0;
        while (from < question.steps()) {
            Part part = history.answer("words", question.from(from));
            merge.add(from, part);
            from += part.steps();
        }
        return merge.result(List.of());
    }

    private long lastMillis() {
        return history.isDue(Tasks.look(START + 7 * 3600)) ? 0 : (START + 7 * 3600) * 1000;
    }

    private static MetricQuery query(
            Metric metric,
            boolean isByTask,
            @Nullable String operator,
            @Nullable Integer task,
            long from,
            long to,
            int step) {
        return new MetricQuery(metric, isByTask, operator, task, from * 1000, to * 1000, step);
    }

    private static Long last(MetricSeries series) {
        return Math.round(series.points().get(series.points().size() - 1).value());
    }
}

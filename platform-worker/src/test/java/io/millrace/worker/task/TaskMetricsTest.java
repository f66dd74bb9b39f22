package io.millrace.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.source.Sources;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.measure.Histogram;
import io.millrace.worker.measure.TaskTimes;
import io.millrace.worker.plan.Planner;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What tasks say of themselves that the test calls by hand. */
class TaskMetricsTest {

    private final TopologyBuilder builder = TopologyBuilder.named("measured");
    private List<Task> tasks = List.of();
    private long nowNanos;

    @Test
    void shouldSayHowFullTheInputsAre() {
        numbers(100).sink("out", n -> {}).startsStage();
        build(2, 4, null);
        assertThat(metrics(0).queueFillMean()).isEqualTo(-1);
        assertThat(metrics(0).queueFillMax()).isEqualTo(-1);
        assertThat(metrics(1).queueFillMax()).isZero();
        call(0, 3);
        assertThat(metrics(1).queueFillMean()).isEqualTo(0.75);
        assertThat(metrics(1).queueFillMax()).isEqualTo(0.75);
        call(0, 5);
        assertThat(metrics(1).queueFillMax()).isEqualTo(1);
        call(1, 1);
        assertThat(metrics(1).queueFillMax()).as("four batches a call").isZero();
    }

    @Test
    void shouldSayHowFullTheFullestOfSeveralInputsIs() {
        DataStream<Long> one = numbers(10);
        DataStream<Long> other = builder.source("others", Sources.of(1L, 2L, 3L), WatermarkStrategy.atEndOnly())
                .typed(Long.class);
        one.union(other).map("both", n -> n).startsStage().sink("out", n -> {});
        build(1, 4, null);
        call(0, 1);
        call(1, 2);
        TaskMetrics metrics = metrics(2);
        assertThat(metrics.queueFillMax()).isEqualTo(0.5);
        assertThat(metrics.queueFillMean()).isEqualTo(0.375);
        assertThat(metrics.bytesIn() + metrics.bytesOut()).as("all is local").isZero();
    }

    @Test
    void shouldNameTheTaskAndCarryItsCounters() {
        numbers(4).map("double", n -> 2 * n).startsStage().sink("out", n -> {});
        build(1, 4, null);
        call(0, 2);
        call(1, 1);
        TaskMetrics metrics = metrics(1);
        assertThat(metrics.id()).isEqualTo(tasks.get(1).id());
        assertThat(metrics.operators()).containsExactly("double", "out");
        assertThat(metrics.counters())
                .extracting(OperatorCounters.Snapshot::operator)
                .containsExactly("double", "out");
        assertThat(metrics.counters())
                .extracting(OperatorCounters.Snapshot::recordsIn)
                .containsExactly(2L, 2L);
        assertThat(metrics.watermarkMillis())
                .isEqualTo(metrics.counters().get(0).watermarkMillis());
    }

    @Test
    void shouldCountStateWhenItIsAskedFor() {
        numbers(9)
                .keyBy(n -> n % 3)
                .process("last", new Last(), Last.STATE)
                .startsStage()
                .sink("out", n -> {});
        build(16, 4, null);
        assertThat(metrics(0).stateEntries()).as("a source keeps none").isEmpty();
        assertThat(metrics(1).stateEntries()).containsExactly(Map.entry("last", -1L));
        call(0, 1);
        call(1, 1);
        assertThat(metrics(1).stateEntries())
                .as("as of the call after the last look")
                .containsEntry("last", 0L);
        call(1, 1);
        assertThat(metrics(1).stateEntries()).containsEntry("last", 3L);
    }

    @Test
    void shouldTimeOneRecordOfACallAtMost() {
        numbers(1000).sink("out", n -> nowNanos += 100).startsStage();
        build(100, 16, () -> nowNanos);
        call(0, 4);
        call(1, 1);
        assertThat(tasks.get(1).takeHistograms().processingNanos())
                .isEqualTo(Histogram.of(new int[] {100}, new long[] {1}));
        call(0, 1);
        call(1, 1);
        assertThat(tasks.get(1).takeHistograms().processingNanos().count()).isOne();
        assertThat(tasks.get(0).takeHistograms().processingNanos().count()).isEqualTo(5);
        call(1, 1);
        assertThat(tasks.get(1).takeHistograms()).satisfies(none -> {
            assertThat(none.processingNanos().isEmpty()).isTrue();
            assertThat(none.ageMicros().get("out").isEmpty()).isTrue();
        });
    }

    @Test
    void shouldTimeNothingWhereCallsTakeNoTime() {
        numbers(10).sink("out", n -> {}).startsStage();
        build(2, 16, null);
        call(0, 3);
        call(1, 3);
        assertThat(tasks.get(0).takeHistograms().processingNanos().isEmpty()).isTrue();
        assertThat(tasks.get(1).takeHistograms().processingNanos().isEmpty()).isTrue();
        assertThat(tasks.get(1).takeHistograms().ageMicros()).containsOnlyKeys("out");
    }

    /** The sink takes 1 ns for each number and the number itself: so the times say which places were chosen. */
    @Test
    void shouldChooseEachPlaceOfABatchInTurn() {
        numbers(64 * 16 + 1).sink("out", n -> nowNanos += n % 16).startsStage();
        build(16, 4, () -> nowNanos);
        Integer[] chosen = new Integer[16];
        Arrays.fill(chosen, 0);
        for (int i = 0; i < 64; i++) {
            call(0, 1);
            call(1, 1);
            Histogram taken = tasks.get(1).takeHistograms().processingNanos();
            if (!taken.isEmpty()) {
                chosen[taken.buckets()[0]]++;
            }
        }
        assertThat(chosen).allMatch(times -> times >= 2 && times <= 8);
    }

    @Test
    void shouldSayWhatItWaitsFor() {
        numbers(100).sink("out", n -> {}).startsStage();
        build(1, 2, null);
        Task source = tasks.get(0);
        source.times().schedule(0);
        timedCall(source, 0, 10);
        timedCall(source, 15, 20);
        assertThat(source.times().read(22)).as("it had more").isEqualTo(new TaskTimes.Spent(15, 0, 7, 0));
        timedCall(source, 22, 24);
        timedCall(source, 30, 31);
        timedCall(source, 40, 41);
        assertThat(source.times().read(50)).as("its output is full").isEqualTo(new TaskTimes.Spent(17, 26, 7, 0));
        Task sink = tasks.get(1);
        sink.times().schedule(0);
        timedCall(sink, 0, 10);
        timedCall(sink, 12, 13);
        assertThat(sink.times().read(20)).isEqualTo(new TaskTimes.Spent(10, 0, 0, 10));
    }

    private static void timedCall(Task task, long startNanos, long endNanos) {
        task.times().startCall(startNanos);
        task.call(startNanos, 0);
        task.times().endCall(endNanos);
    }

    private DataStream<Long> numbers(int count) {
        return builder.source(
                        "numbers",
                        Sources.of(LongStream.range(0, count).boxed().toList()),
                        WatermarkStrategy.atEndOnly())
                .typed(Long.class);
    }

    private void build(int batchSize, int channelBatches, @Nullable LongSupplier clockNanos) {
        tasks = TaskGraph.build(
                Planner.plan(builder.build(), 1),
                new TaskEnvironment(
                        new ExchangeSettings(batchSize, channelBatches, Long.MAX_VALUE),
                        () -> 0,
                        new Taps(),
                        Checkpoints.NONE,
                        clockNanos));
        tasks.forEach(Task::open);
    }

    private void call(int task, int times) {
        for (int i = 0; i < times; i++) {
            tasks.get(task).call(nowNanos, 0);
        }
    }

    private TaskMetrics metrics(int task) {
        return tasks.get(task).metrics(0);
    }

    /** Keeps the last number of each key. */
    private static final class Last implements KeyedProcess<Long, Long, Long> {

        private static final StateHandle<ValueState<Long>> STATE = StateHandle.value("last", Long.class);

        @Override
        public void onRecord(Long value, KeyedContext<Long> context, Emitter<Long> out) {
            context.state(STATE).set(value);
        }
    }
}

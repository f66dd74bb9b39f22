package io.millrace.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.source.Sources;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowSpec;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.measure.Histogram;
import io.millrace.worker.measure.HistogramRecorder;
import io.millrace.worker.plan.Planner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How old the records are that come to a sink, in tasks that the test calls by hand at times of its choice. */
class CauseTest {

    private static final long START_MICROS = 1_700_000_000_000_000L;

    private final TopologyBuilder builder = TopologyBuilder.named("ages");
    private final List<Object> out = new ArrayList<>();
    private List<Task> tasks = List.of();
    private long nanosInCall;

    @Test
    void shouldBeTheTimeSinceTheCallOfTheSource() {
        numbers(1L, 2L, 3L).sink("out", out::add).startsStage();
        build();
        call(0, 0);
        call(0, 10_000);
        call(1, 10_700);
        call(1, 11_000);

        assertThat(out).containsExactly(1L, 2L);
        assertThat(ages(1)).isEqualTo(histogram(10_700, 700));
        call(0, 20_000);
        call(1, 20_500);
        assertThat(ages(1)).isEqualTo(histogram(500));
    }

    @Test
    void shouldPassThroughSeveralStages() {
        numbers(1L).map(n -> n).startsStage().map(n -> n).startsStage().sink("out", out::add);
        build();
        call(0, 0);
        call(1, 400);
        call(2, 900);

        assertThat(ages(2)).isEqualTo(histogram(900));
        assertThat(tasks.get(0).takeHistograms().ageMicros()).isEmpty();
    }

    @Test
    void shouldBeZeroWhereTheClockOfTheSourceIsAhead() {
        numbers(1L).sink("out", out::add).startsStage();
        build();
        call(0, 5000);
        call(1, 0);

        assertThat(ages(1)).isEqualTo(histogram(0));
    }

    @Test
    void shouldBeTheTimeOfTheCallWhereASinkIsFusedToItsSource() {
        nanosInCall = 3_000_000;
        numbers(1L).sink("out", out::add);
        build();
        call(0, 0);

        assertThat(ages(0)).isEqualTo(histogram(3000));
    }

    @Test
    void shouldBeThatOfTheBatchThatMadeAWindowFire() {
        numbers(1L, 2L, 3L, 12L, 13L)
                .keyBy(n -> "key")
                .window(WindowSpec.tumbling(Duration.ofMillis(10)))
                .aggregate("count", Aggregates.count())
                .startsStage()
                .sink("out", result -> out.add(result.value()));
        build();
        for (int i = 0; i < 3; i++) {
            call(0, i);
        }
        for (int i = 0; i < 3; i++) {
            call(1, 100);
        }
        assertThat(ages(1).isEmpty()).isTrue();
        call(0, 50_000);
        call(1, 50_300);

        assertThat(out).containsExactly(3L);
        assertThat(ages(1)).isEqualTo(histogram(300));
    }

    @Test
    void shouldBeTheTimeOfTheCallForWhatATimerHasSent() {
        numbers(1L, 2L)
                .keyBy(n -> n)
                .process("later", new Later())
                .startsStage()
                .map(n -> n)
                .startsStage()
                .sink("out", out::add);
        build();
        call(0, 0);
        call(1, 100);
        call(2, 100);
        assertThat(out).isEmpty();
        call(1, 50_000);
        call(2, 50_400);
        assertThat(out).containsExactly(-1L);
        assertThat(ages(2)).isEqualTo(histogram(400));
    }

    /** The timer is due in the same call as a batch is there: its result goes back to nothing, those of the batch do not. */
    @Test
    void shouldTellWhatATimerHasSentFromWhatTheNextBatchHas() {
        numbers(1L, 2L, 3L)
                .keyBy(n -> n)
                .process("twice", new Later() {
                    @Override
                    public void onRecord(Long value, KeyedContext<Long> context, Emitter<Long> out) {
                        super.onRecord(value, context, out);
                        out.emit(value);
                    }
                })
                .startsStage()
                .sink("out", out::add);
        build();
        call(0, 0);
        call(1, 100);
        assertThat(ages(1)).isEqualTo(histogram(100));
        call(0, 1000);
        call(1, 50_000);
        assertThat(out).containsExactly(1L, -1L, 2L);
        assertThat(ages(1)).isEqualTo(histogram(0, 49_000));
    }

    @Test
    void shouldBeThatOfTheLastBatchForWhatComesFromElsewhere() {
        Remote remote = new Remote();
        builder.operator("remote", TypeRef.of(Long.class), () -> remote, List.of(), List.of(numbers(1L, 2L, 3L)))
                .startsStage()
                .sink("out", out::add);
        build();
        call(0, 0);
        call(1, 100);
        remote.send(7L);
        call(1, 8000);
        assertThat(ages(1)).isEqualTo(histogram(8000));
        call(0, 9000);
        call(1, 9100);
        remote.send(8L);
        call(1, 9500);
        assertThat(ages(1)).isEqualTo(histogram(500));
    }

    private DataStream<Long> numbers(Long... numbers) {
        return builder.source(
                        "numbers",
                        Sources.of(numbers),
                        WatermarkStrategy.<Long>inOrder().withTimestamps(n -> n))
                .typed(Long.class);
    }

    private void build() {
        tasks = TaskGraph.build(
                Planner.plan(builder.build(), 1),
                new TaskEnvironment(
                        new ExchangeSettings(1, 8, Long.MAX_VALUE),
                        () -> 0,
                        new Taps(),
                        Checkpoints.NONE,
                        () -> nanosInCall));
        tasks.forEach(Task::open);
    }

    private void call(int task, long micros) {
        long now = START_MICROS + micros;
        tasks.get(task).call(0, now / 1000, now);
    }

    private Histogram ages(int task) {
        return tasks.get(task).takeHistograms().ageMicros().values().iterator().next();
    }

    private static Histogram histogram(long... micros) {
        Histogram expected = Histogram.EMPTY;
        for (long value : micros) {
            HistogramRecorder one = new HistogramRecorder(Integer.MAX_VALUE);
            one.record(value, 1);
            expected = expected.plus(one.take());
        }
        return expected;
    }

    /** Answers each number 20 ms later. */
    private static class Later implements KeyedProcess<Long, Long, Long> {

        @Override
        public void onRecord(Long value, KeyedContext<Long> context, Emitter<Long> out) {
            context.timers().setProcessing(context.nowMillis() + 20);
        }

        @Override
        public void onProcessingTimer(long timeMillis, KeyedContext<Long> context, Emitter<Long> out) {
            out.emit(-context.key());
        }
    }

    /** Emits what has come from elsewhere. */
    private static final class Remote implements Operator<Long, Long> {

        private final Queue<Long> results = new ArrayDeque<>();
        private @Nullable OperatorContext context;
        private @Nullable Output<Long> out;

        void send(long result) {
            results.add(result);
            context.wakeUp();
        }

        @Override
        public void open(OperatorContext operatorContext, Output<Long> output) {
            context = operatorContext;
            out = output;
        }

        @Override
        public void onRecord(int input, Long value, long timestampMillis) {}

        @Override
        public boolean onTime(long nowMillis) {
            while (!results.isEmpty()) {
                out.emit(results.remove(), 0);
            }
            return true;
        }
    }
}

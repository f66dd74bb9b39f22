package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.Aggregates;
import io.millrace.function.Emitter;
import io.millrace.operator.Operator;
import io.millrace.source.Sources;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.Timestamped;
import io.millrace.topology.ErrorPolicy;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowSpec;
import io.millrace.worker.reactive.BatchOperator;
import io.millrace.worker.reactive.BatchSink;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the error policy of a step leaves alone, and what it leaves out several at a time. */
@Timeout(60)
class ErrorPolicyLimitsTest {

    private static final int RECORDS = 1000;

    private final Queue<Object> results = new ConcurrentLinkedQueue<>();

    /** Batches fail in the middle of a watermark too, which travels between the records. */
    @Test
    void shouldLeaveOutBatchesWholeAndCountTheirRecords() throws Exception {
        TopologyStatus status = run((builder, numbers) -> builder.operator(
                        "step", TypeRef.of(Long.class), () -> batches(0), List.of(), List.of(numbers))
                .onError(ErrorPolicy.SKIP)
                .keyBy(Long.class, number -> 0L)
                .window(WindowSpec.tumbling(Duration.ofMillis(10)))
                .aggregate("counts", Aggregates.count())
                .sink("output", result -> results.add(result.value())));

        assertThat(status.state()).as("%s", status.failure()).isEqualTo(TopologyState.FINISHED);
        long kept = results.stream().mapToLong(count -> (Long) count).sum();
        assertThat(kept).isPositive();
        assertThat(status.operator("step").skippedRecords()).isPositive().isEqualTo(RECORDS - kept);
    }

    @Test
    void shouldLeaveOutBatchesOfASinkWhole() throws Exception {
        TopologyStatus status = run((builder, numbers) -> numbers.sinkTo("step", new BatchSink(16, batch -> {
                    refuse(batch.contains(5L));
                    results.addAll(batch);
                }))
                .onError(ErrorPolicy.SKIP));

        assertThat(status.state()).as("%s", status.failure()).isEqualTo(TopologyState.FINISHED);
        assertThat(results).isNotEmpty().doesNotContain(5L);
        assertThat(status.operator("step").skippedRecords()).isEqualTo(RECORDS - results.size());
    }

    @Test
    void shouldFailWithTheCauseOfABatchWhereNothingIsLeftOut() throws Exception {
        TopologyStatus status = run((builder, numbers) -> builder.operator(
                        "step", TypeRef.of(Long.class), () -> batches(0), List.of(), List.of(numbers))
                .sink("output", results::add));

        assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        assertThat(status.failure().operator()).isEqualTo("step");
        assertThat(status.failure().cause()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldFailWithTheStepThatABatchEmitsTo() throws Exception {
        TopologyStatus status = run((builder, numbers) -> builder.operator(
                        "step", TypeRef.of(Long.class), () -> batches(-1), List.of(), List.of(numbers))
                .onError(ErrorPolicy.SKIP)
                .sink("output", number -> refuse(number == 7)));

        assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        assertThat(status.failure().operator()).isEqualTo("output");
        assertThat(status.operator("step").skippedRecords()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ErrorPolicy.class)
    void shouldFailWithTheStepFurtherDownAlsoWhenItsExceptionIsWrapped(ErrorPolicy policy) throws Exception {
        TopologyStatus status = run((builder, numbers) -> numbers.flatMap("first", (Long number, Emitter<Long> out) -> {
                    try {
                        out.emit(number);
                    } catch (RuntimeException e) {
                        throw new IllegalStateException("hides it", e);
                    }
                })
                .typed(Long.class)
                .onError(policy)
                .map("second", number -> {
                    refuse(number == 7);
                    return number;
                })
                .sink("output", results::add));

        assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        assertThat(status.failure().operator()).isEqualTo("second");
        assertThat(status.operator("first").skippedRecords()).isZero();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void shouldFailWhenTheResultOfAWindowDoes(WindowSpec spec) throws Exception {
        TopologyStatus status = run((builder, numbers) -> numbers.keyBy(Long.class, number -> number % 3)
                .window(spec)
                .aggregate("step", new NoResult())
                .onError(ErrorPolicy.SKIP)
                .sink("output", result -> results.add(result.value())));

        assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        assertThat(status.failure().operator()).isEqualTo("step");
        assertThat(status.failure().cause()).isInstanceOf(IllegalArgumentException.class);
        assertThat(status.operator("step").skippedRecords()).isZero();
    }

    static Stream<WindowSpec> specs() {
        WindowSpec tumbling = WindowSpec.tumbling(Duration.ofMillis(100));
        return Stream.of(tumbling, tumbling.earlyEvery(2), tumbling.earlyEvery(Duration.ofMillis(1)));
    }

    @ParameterizedTest
    @MethodSource("interruptions")
    void shouldFailWhenInterruptedHoweverThatIsWrapped(Exception interruption) throws Exception {
        TopologyStatus status = run((builder, numbers) -> numbers.map("step", number -> {
                    if (number == 7) {
                        throw interruption;
                    }
                    return number;
                })
                .onError(ErrorPolicy.SKIP)
                .sink("output", results::add));

        assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        assertThat(status.operator("step").skippedRecords()).isZero();
    }

    static Stream<Exception> interruptions() {
        return Stream.of(
                new InterruptedException(),
                new IllegalStateException("wrapped", new InterruptedException()),
                new UncheckedIOException(new ClosedByInterruptException()));
    }

    /** Refuses the batches that hold multiples of 50, but for a negative remainder. */
    @SuppressWarnings("unchecked")
    private static Operator<Long, Long> batches(int refused) {
        return (Operator<Long, Long>) (Operator<?, ?>) new BatchOperator(8, (batch, out) -> {
            refuse(batch.stream().anyMatch(number -> (Long) number % 50 == refused));
            batch.forEach(out::emit);
        });
    }

    private static void refuse(boolean isRefused) {
        if (isRefused) {
            throw new IllegalArgumentException("one too many");
        }
    }

    private static TopologyStatus run(BiConsumer<TopologyBuilder, DataStream<Long>> steps) throws Exception {
        TopologyBuilder builder = TopologyBuilder.named("policies");
        List<Timestamped<Long>> numbers = LongStream.range(0, RECORDS)
                .mapToObj(n -> new Timestamped<>(n, n))
                .toList();
        steps.accept(
                builder, builder.source("numbers", Sources.timestamped(numbers)).typed(Long.class));
        WorkerSettings settings =
                WorkerSettings.defaults().withThreads(1).withParallelism(1).withBatchSize(32);
        try (TaskExecutor executor = new TaskExecutor(settings)) {
            return executor.run(builder.build()).await(Duration.ofSeconds(30));
        }
    }

    private static final class NoResult implements Aggregate<Long, Long, Long> {

        @Override
        public Long create() {
            return 0L;
        }

        @Override
        public Long add(Long accumulator, Long value) {
            return accumulator + value;
        }

        @Override
        public Long finish(Long accumulator) {
            throw new IllegalArgumentException("no result");
        }
    }
}

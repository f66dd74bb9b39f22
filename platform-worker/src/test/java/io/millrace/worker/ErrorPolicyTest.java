package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.function.Emitter;
import io.millrace.function.OutputTag;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.operator.RecordsFailedException;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.source.Sources;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.Timestamped;
import io.millrace.topology.ErrorPolicy;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers from 0 to 999, of which every tenth is one too many for some step. */
@Timeout(60)
class ErrorPolicyTest {

    private static final OutputTag<Long> SIDE = OutputTag.of("side", Long.class);

    private final Queue<Object> results = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldLeaveOutWhatAFunctionThrowsFor(int parallelism) throws Exception {
        TopologyStatus status = run(
                parallelism,
                numbers -> numbers.map("step", ErrorPolicyTest::refuseTenths)
                        .onError(ErrorPolicy.SKIP)
                        .sink("output", results::add));

        assertSkipped(status, "step", 100);
        assertThat(results).hasSize(900);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldLeaveOutWhatAFilterOrAFlatMapThrowsFor(int parallelism) throws Exception {
        TopologyStatus status = run(
                parallelism,
                numbers -> numbers.filter("filter", number -> refuseTenths(number) >= 0)
                        .onError(ErrorPolicy.SKIP)
                        .rebalance()
                        .flatMap("step", (Long number, Emitter<Long> out) -> {
                            out.emit(number);
                            refuse(number % 10 == 5);
                            out.emit(number);
                        })
                        .typed(Long.class)
                        .onError(ErrorPolicy.SKIP)
                        .sink("output", results::add));

        assertSkipped(status, "filter", 100);
        assertSkipped(status, "step", 100);
        // What was emitted before the throw stays.
        assertThat(results).hasSize(100 + 2 * 800);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldLeaveOutRecordsWithoutAKey(int parallelism) throws Exception {
        TopologyStatus status = run(
                parallelism,
                numbers -> numbers.keyBy(Long.class, number -> refuseTenths(number) % 7)
                        .process(
                                "step",
                                (Long number, KeyedContext<Long> context, Emitter<Long> out) -> out.emit(number))
                        .typed(Long.class)
                        .onError(ErrorPolicy.SKIP)
                        .sink("output", results::add));

        assertSkipped(status, "step", 100);
        assertThat(results).hasSize(900);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldLeaveOutWhatAnAggregateThrowsFor(int parallelism) throws Exception {
        TopologyStatus status = run(
                parallelism,
                numbers -> numbers.keyBy(Long.class, number -> number % 7)
                        .window(WindowSpec.tumbling(Duration.ofMillis(100)))
                        .aggregate("step", Aggregates.sum(number -> refuseTenths(number)))
                        .onError(ErrorPolicy.SKIP)
                        .sink("output", result -> results.add(result.value())));

        assertSkipped(status, "step", 100);
        long sum = LongStream.range(0, 1000).filter(number -> number % 10 != 0).sum();
        assertThat(results.stream().mapToLong(value -> (Long) value).sum()).isEqualTo(sum);
    }

    @Test
    void shouldLeaveOutATimer() throws Exception {
        TopologyStatus status = run(
                1,
                numbers -> numbers.keyBy(Long.class, number -> number % 10)
                        .process("step", new FailingTimers())
                        .typed(Long.class)
                        .onError(ErrorPolicy.SKIP)
                        .sink("output", results::add));

        assertSkipped(status, "step", 100);
        assertThat(results).hasSize(900);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldLeaveOutWhatASinkThrowsFor(int parallelism) throws Exception {
        TopologyStatus status = run(
                parallelism,
                numbers -> numbers.sink("step", number -> results.add(refuseTenths(number)))
                        .onError(ErrorPolicy.SKIP));

        assertSkipped(status, "step", 100);
        assertThat(results).hasSize(900);
    }

    @Test
    void shouldLeaveOutABatchTogether() throws Exception {
        TopologyStatus status =
                run(1, numbers -> numbers.sinkTo("step", new Batches()).onError(ErrorPolicy.SKIP));

        assertThat(status.state()).isEqualTo(TopologyState.FINISHED);
        assertThat(status.operator("step").skippedRecords() + results.size()).isEqualTo(1000);
        assertThat(status.operator("step").skippedRecords()).isPositive();
    }

    @Test
    void shouldFailWithAStepFurtherDown() throws Exception {
        TopologyStatus status = run(
                1,
                numbers -> numbers.map("first", number -> number)
                        .onError(ErrorPolicy.SKIP)
                        .map("second", ErrorPolicyTest::refuseTenths)
                        .sink("output", results::add));

        assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        assertThat(status.failure().operator()).isEqualTo("second");
        assertThat(status.operator("first").skippedRecords()).isZero();
    }

    @Test
    void shouldFailWithAStepFurtherDownAlsoIfItsThrowIsSwallowed() throws Exception {
        TopologyStatus status = run(
                1,
                numbers -> numbers.flatMap("first", (Long number, Emitter<Long> out) -> {
                            try {
                                out.emit(number);
                            } catch (RuntimeException e) {
                                throw new IllegalStateException("hides it", e);
                            }
                        })
                        .typed(Long.class)
                        .onError(ErrorPolicy.SKIP)
                        .map("second", ErrorPolicyTest::refuseTenths)
                        .sink("output", results::add));

        assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        assertThat(status.failure().operator()).isEqualTo("second");
    }

    @Test
    void shouldFailWithAnError() throws Exception {
        TopologyStatus status = run(
                1,
                numbers -> numbers.map("step", number -> {
                            if (number == 500) {
                                throw new AssertionError("broken");
                            }
                            return number;
                        })
                        .onError(ErrorPolicy.SKIP)
                        .sink("output", results::add));

        assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        assertThat(status.failure().cause()).hasMessage("broken");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldCountWhatGoesToSideOutputs(int parallelism) throws Exception {
        TopologyStatus status = run(parallelism, numbers -> {
            DataStream<Long> split = numbers.flatMap("step", (Long number, Emitter<Long> out) -> {
                        out.emit(number);
                        if (number % 10 == 0) {
                            out.emit(SIDE, number);
                        }
                    })
                    .typed(Long.class);
            split.sink("output", results::add);
            split.sideOutput(SIDE).rebalance().sink("side-output", results::add);
        });

        assertThat(status.operator("step").recordsOut()).isEqualTo(1000);
        assertThat(status.operator("step").sideRecordsOut()).isEqualTo(Map.of("side", 100L));
        assertThat(status.operator("side-output").recordsIn()).isEqualTo(100);
    }

    private static long refuseTenths(long number) {
        refuse(number % 10 == 0);
        return number;
    }

    private static void refuse(boolean isRefused) {
        if (isRefused) {
            throw new IllegalArgumentException("one too many");
        }
    }

    private static void assertSkipped(TopologyStatus status, String step, long records) {
        assertThat(status.state()).as("%s", status.failure()).isEqualTo(TopologyState.FINISHED);
        assertThat(status.operator(step).skippedRecords()).isEqualTo(records);
    }

    private static TopologyStatus run(int parallelism, Consumer<DataStream<Long>> steps) throws Exception {
        List<Timestamped<Long>> numbers = new ArrayList<>();
        for (long i = 0; i < 1000; i++) {
            numbers.add(new Timestamped<>(i, i));
        }
        TopologyBuilder topology = TopologyBuilder.named("policies");
        steps.accept(topology.source("numbers", Sources.timestamped(numbers)).typed(Long.class));
        try (TaskExecutor executor = new TaskExecutor(WorkerSettings.defaults().withParallelism(parallelism))) {
            return executor.run(topology.build()).await(Duration.ofSeconds(30));
        }
    }

    /** Sets a timer for each number, and throws for those of key 0. */
    private static final class FailingTimers implements KeyedProcess<Long, Long, Long> {

        @Override
        public void onRecord(Long value, KeyedContext<Long> context, Emitter<Long> out) {
            context.timers().set(context.timestampMillis() + 1);
        }

        @Override
        public void onTimer(long timestampMillis, KeyedContext<Long> context, Emitter<Long> out) {
            refuse(context.key() == 0);
            out.emit(context.key());
        }
    }

    /** Writes batches, of which the first fails. */
    private final class Batches implements Sink<Long> {

        @Override
        public SinkWriter<Long> open(int taskIndex, int parallelism) {
            return new SinkWriter<>() {

                private final List<Long> batch = new ArrayList<>();
                private boolean hasFailed;

                @Override
                public void write(Long value, long timestampMillis) {
                    batch.add(value);
                }

                @Override
                public void flush() throws Exception {
                    List<Long> written = List.copyOf(batch);
                    batch.clear();
                    if (!hasFailed && !written.isEmpty()) {
                        hasFailed = true;
                        throw new RecordsFailedException(written.size(), new IllegalStateException("no connection"));
                    }
                    results.addAll(written);
                }
            };
        }
    }
}

package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.deadletter.DeadLetter;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.operator.Operator;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.source.Sources;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.Timestamped;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Retry;
import io.millrace.topology.Topology;
import io.millrace.type.TypeRef;
import io.millrace.worker.reactive.BatchOperator;
import io.millrace.worker.reactive.BatchSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers from 0 to 999, of which every tenth fails as often as a test says. */
@Timeout(60)
class RetryTest {

    private static final int RECORDS = 1000;
    private static final Retry TWICE = Retry.of(2, Duration.ZERO);
    private static final Retry FOR_HOURS = Retry.of(3, Duration.ofHours(1));

    private final Queue<Object> results = new ConcurrentLinkedQueue<>();
    private final Queue<DeadLetter> letters = new ConcurrentLinkedQueue<>();
    private final Map<Object, Integer> calls = new ConcurrentHashMap<>();

    @ParameterizedTest
    @CsvSource({"1, false", "3, false", "1, true", "3, true"})
    void shouldEmitOnceWhatFailedAfterEmitting(int parallelism, boolean isBlocking) throws Exception {
        TopologyStatus status = run(parallelism, numbers -> {
            DataStream<Long> step = numbers.flatMap("step", (Long number, Emitter<Long> out) -> {
                        out.emit(number);
                        failTimes(2, number);
                    })
                    .typed(Long.class)
                    .retry(TWICE);
            (isBlocking ? step.blocking() : step).sink("output", results::add);
        });

        assertFinished(status);
        assertThat(results).hasSize(RECORDS).doesNotHaveDuplicates();
        assertThat(status.operator("step").retries()).isEqualTo(200);
        assertThat(status.operator("step").recordsOut()).isEqualTo(RECORDS);
    }

    @Test
    void shouldKeepTheOrder() throws Exception {
        assertFinished(run(
                1,
                numbers -> numbers.map("step", number -> failTimes(2, number))
                        .typed(Long.class)
                        .retry(TWICE)
                        .sink("output", results::add)));

        assertThat(results).containsExactlyElementsOf(longs(0, RECORDS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldLetThePolicyDecideWhenNoRetryIsLeft(int parallelism) throws Exception {
        TopologyStatus skipped = run(
                parallelism,
                numbers -> numbers.map("step", number -> failTimes(3, number))
                        .typed(Long.class)
                        .retry(TWICE)
                        .onError(ErrorPolicy.SKIP)
                        .sink("output", results::add));

        assertFinished(skipped);
        assertThat(skipped.operator("step").skippedRecords()).isEqualTo(100);
        assertThat(results).hasSize(900);
        assertThat(calls.values()).containsOnly(3);
    }

    @Test
    void shouldFailWhenNoRetryIsLeft() throws Exception {
        TopologyStatus status = run(
                1,
                numbers -> numbers.map("step", number -> failTimes(3, number))
                        .typed(Long.class)
                        .retry(TWICE)
                        .sink("output", results::add));

        assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        assertThat(status.failure().operator()).isEqualTo("step");
        assertThat(status.failure().record()).isEqualTo("0");
        assertThat(calls).containsExactly(Map.entry(0L, 3));
    }

    @Test
    void shouldNotTryAgainWhatAStepFurtherDownThrew() throws Exception {
        TopologyStatus status = run(
                1,
                numbers -> numbers.map("first", number -> number)
                        .typed(Long.class)
                        .retry(TWICE)
                        .map("second", number -> failTimes(3, number))
                        .sink("output", results::add));

        assertThat(status.failure().operator()).isEqualTo("second");
        assertThat(status.operator("first").retries()).isZero();
        assertThat(calls).containsExactly(Map.entry(0L, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldTryTimersAgain(int parallelism) throws Exception {
        TopologyStatus status = run(
                parallelism,
                numbers -> numbers.keyBy(Long.class, number -> number)
                        .process("step", new Timers())
                        .typed(Long.class)
                        .retry(TWICE)
                        .sink("output", results::add));

        assertFinished(status);
        assertThat(results).hasSize(RECORDS).doesNotHaveDuplicates();
        assertThat(status.operator("step").retries()).isEqualTo(200);
    }

    @Test
    void shouldTryBatchesOfASinkAgain() throws Exception {
        TopologyStatus status = run(
                1,
                numbers -> numbers.sinkTo("step", new BatchSink(16, batch -> {
                            batch.forEach(number -> failTimes(1, (Long) number));
                            results.addAll(batch);
                        }))
                        .retry(20, Duration.ZERO));

        assertFinished(status);
        assertThat(results).containsExactlyElementsOf(longs(0, RECORDS));
    }

    @Test
    void shouldTryBatchesOfAnOperatorAgainAlsoBeforeAWatermark() throws Exception {
        TopologyStatus status = run(
                1,
                (builder, numbers) -> batches(builder, numbers, number -> failTimes(1, number))
                        .retry(20, Duration.ZERO)
                        .keyBy(Long.class, number -> number)
                        .process("timers", new Timers())
                        .typed(Long.class)
                        .retry(TWICE)
                        .sink("output", results::add));

        assertFinished(status);
        assertThat(results).hasSize(RECORDS).doesNotHaveDuplicates();
    }

    @Test
    void shouldWriteALetterForEachRecordOfABatch() throws Exception {
        TopologyStatus status = run(1, (builder, numbers) -> {
            DataStream<Long> step = batches(builder, numbers, number -> failTimes(9, number == 500 ? 500 : 1))
                    .retry(TWICE);
            step.deadLetters().sink("letters", letters::add);
            step.sink("output", results::add);
        });

        assertFinished(status);
        assertThat(letters).isNotEmpty().allMatch(letter -> letter.records() == 1 && letter.attempts() == 3);
        assertThat(letters).extracting(DeadLetter::record).contains("500");
        assertThat(letters.size() + results.size()).isEqualTo(RECORDS);
        assertThat(status.operator("step").deadLetters()).isEqualTo(letters.size());
    }

    @Test
    void shouldFlushASinkAgainThatHasKeptItsBuffer() throws Exception {
        TopologyStatus status =
                run(1, numbers -> numbers.sinkTo("step", new Buffered()).retry(TWICE));

        assertFinished(status);
        assertThat(results).containsExactlyElementsOf(longs(0, RECORDS));
        assertThat(status.operator("step").retries()).isPositive();
    }

    @Test
    void shouldTakeNothingElseWhileARecordWaits() throws Exception {
        CountDownLatch hasFailed = new CountDownLatch(1);
        try (TaskExecutor executor = new TaskExecutor(settings(1))) {
            TopologyRun run = executor.run(topology((builder, numbers) -> numbers.map("step", number -> {
                        if (number == 10 && calls.merge(number, 1, Integer::sum) == 1) {
                            hasFailed.countDown();
                            throw new IllegalStateException("no connection");
                        }
                        return number;
                    })
                    .typed(Long.class)
                    .retry(FOR_HOURS)
                    .sink("output", results::add)));
            hasFailed.await();
            Await.until(() -> results.size() == 10, results::size);
            assertThat(run.status().state()).isEqualTo(TopologyState.RUNNING);

            // An orderly stop does not wait for the hour: what is left of the calls comes at once.
            run.stop();
            TopologyStatus status = run.await(Duration.ofSeconds(30));
            assertThat(status.state()).as("%s", status.failure()).isIn(TopologyState.STOPPED, TopologyState.FINISHED);
            assertThat(results).startsWith(longs(0, 11).toArray());
        }
    }

    @Test
    void shouldEndARetryWhenItIsCancelled() throws Exception {
        CountDownLatch hasFailed = new CountDownLatch(1);
        TopologyRun run;
        try (TaskExecutor executor = new TaskExecutor(settings(1).withStopTimeout(Duration.ofMillis(1)))) {
            run = executor.run(topology((builder, numbers) -> numbers.filter("step", number -> {
                        hasFailed.countDown();
                        throw new IllegalStateException("no connection");
                    })
                    .retry(FOR_HOURS)
                    .sink("output", results::add)));
            hasFailed.await();
        }
        assertThat(run.await(Duration.ofSeconds(30)).state().isTerminal()).isTrue();
        assertThat(results).isEmpty();
    }

    private long failTimes(int times, long number) {
        if (number % 10 == 0 && calls.merge(number, 1, Integer::sum) <= times) {
            throw new IllegalArgumentException("one too many");
        }
        return number;
    }

    @SuppressWarnings("unchecked")
    private static DataStream<Long> batches(TopologyBuilder builder, DataStream<Long> numbers, Consumer<Long> check) {
        return builder.operator(
                "step",
                TypeRef.of(Long.class),
                () -> (Operator<Long, Long>) (Operator<?, ?>) new BatchOperator(8, (batch, out) -> {
                    batch.forEach(out::emit);
                    batch.forEach(number -> check.accept((Long) number));
                }),
                List.of(),
                List.of(numbers));
    }

    private static void assertFinished(TopologyStatus status) {
        assertThat(status.state()).as("%s", status.failure()).isEqualTo(TopologyState.FINISHED);
    }

    private static List<Object> longs(long from, long to) {
        return LongStream.range(from, to).<Object>mapToObj(number -> number).toList();
    }

    private static WorkerSettings settings(int parallelism) {
        return WorkerSettings.defaults().withParallelism(parallelism).withBatchSize(32);
    }

    private static Topology topology(BiConsumer<TopologyBuilder, DataStream<Long>> steps) {
        List<Timestamped<Long>> numbers = LongStream.range(0, RECORDS)
                .mapToObj(n -> new Timestamped<>(n, n))
                .toList();
        TopologyBuilder builder = TopologyBuilder.named("retries");
        steps.accept(
                builder, builder.source("numbers", Sources.timestamped(numbers)).typed(Long.class));
        return builder.build();
    }

    private static TopologyStatus run(int parallelism, Consumer<DataStream<Long>> steps) throws Exception {
        return run(parallelism, (builder, numbers) -> steps.accept(numbers));
    }

    private static TopologyStatus run(int parallelism, BiConsumer<TopologyBuilder, DataStream<Long>> steps)
            throws Exception {
        try (TaskExecutor executor = new TaskExecutor(settings(parallelism))) {
            return executor.run(topology(steps)).await(Duration.ofSeconds(30));
        }
    }

    /** Emits each number by a timer, which fails after it has. */
    private final class Timers implements KeyedProcess<Long, Long, Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public void onRecord(Long value, KeyedContext<Long> context, Emitter<Long> out) {
            context.timers().set(context.timestampMillis() + 1);
        }

        @Override
        public void onTimer(long timestampMillis, KeyedContext<Long> context, Emitter<Long> out) {
            out.emit(context.key());
            failTimes(2, context.key() + (context.key() % 10 == 0 ? RECORDS : 0));
        }
    }

    /** Keeps what it could not write; every third flush fails. */
    private final class Buffered implements Sink<Long> {

        @Override
        public SinkWriter<Long> open(int taskIndex, int parallelism) {
            return new SinkWriter<>() {

                private final List<Long> buffer = new ArrayList<>();
                private int flushes;

                @Override
                public void write(Long value, long timestampMillis) {
                    buffer.add(value);
                }

                @Override
                public void flush() {
                    if (flushes++ % 3 == 0) {
                        throw new IllegalStateException("no connection");
                    }
                    results.addAll(buffer);
                    buffer.clear();
                }
            };
        }
    }
}

package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.deadletter.DeadLetter;
import io.millrace.deadletter.DeadLettered;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.source.Sources;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.DataStream;
import io.millrace.stream.SinkStep;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.Timestamped;
import io.millrace.topology.ErrorPolicy;
import io.millrace.window.WindowSpec;
import io.millrace.worker.task.DeadLetterLog;
import io.millrace.worker.task.Taps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers from 0 to 1999, of which every tenth becomes a dead letter. */
@Timeout(60)
class DeadLetterTest {

    private static final int RECORDS = 2000;
    private static final long DEAD = RECORDS / 10;

    private final Queue<Object> results = new ConcurrentLinkedQueue<>();
    private final Queue<DeadLetter> letters = new ConcurrentLinkedQueue<>();
    private final Queue<DeadLettered> heard = new ConcurrentLinkedQueue<>();
    private final Taps taps = new Taps();

    @ParameterizedTest
    @CsvSource({"1, false", "3, false", "1, true", "3, true"})
    void shouldEmitNothingForADeadLetterAndGiveItToASink(int parallelism, boolean isCut) throws Exception {
        TopologyStatus status = run(parallelism, numbers -> {
            DataStream<Long> step = (isCut ? numbers.rebalance() : numbers)
                    .flatMap("step", (Long number, Emitter<Long> out) -> {
                        out.emit(number);
                        refuseTenths(number);
                    })
                    .typed(Long.class);
            step.deadLetters().sink("letters", letters::add);
            step.sink("output", results::add);
        });

        assertDead(status, "step");
        assertThat(results).hasSize(RECORDS - (int) DEAD);
    }

    @Test
    void shouldSayWhatItWasWhereAndWhy() throws Exception {
        run(
                1,
                numbers -> numbers.keyBy(Long.class, number -> number % 7)
                        .process(
                                "step",
                                (Long number, KeyedContext<Long> context, Emitter<Long> out) -> refuseTenths(number))
                        .typed(Long.class)
                        .onError(ErrorPolicy.DEAD_LETTER)
                        .sink("output", results::add));

        DeadLetter letter = taps.deadLetters().newest(1).get(0);
        assertThat(letter.topology()).isEqualTo("letters");
        assertThat(letter.operator()).isEqualTo("step");
        assertThat(letter.taskIndex()).isZero();
        assertThat(letter.number()).isEqualTo(1991);
        assertThat(letter.record()).isEqualTo("1990");
        assertThat(letter.timestampMillis()).isEqualTo(1990);
        assertThat(letter.attempts()).isEqualTo(1);
        assertThat(letter.atMillis()).isPositive();
        assertThat(letter.cause().type()).isEqualTo("java.lang.IllegalArgumentException");
        assertThat(letter.cause().message()).isEqualTo("one too many");
        assertThat(letter.cause().stackTrace()).contains("DeadLetterTest.refuseTenths");
    }

    @Test
    void shouldNameTheKeyOfARecordThatCrossedTasks() throws Exception {
        run(
                2,
                numbers -> numbers.keyBy(Long.class, number -> number % 7)
                        .process(
                                "step",
                                (Long number, KeyedContext<Long> context, Emitter<Long> out) -> refuseTenths(number))
                        .typed(Long.class)
                        .onError(ErrorPolicy.DEAD_LETTER)
                        .sink("output", results::add));

        assertThat(taps.deadLetters().newest(1_000))
                .hasSize((int) DEAD)
                .allMatch(letter ->
                        String.valueOf(Long.parseLong(letter.record()) % 7).equals(letter.key()));
    }

    /** The sender finds the key, so these letters come from there. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldWriteLettersForRecordsWithoutAKey(int parallelism) throws Exception {
        TopologyStatus status = run(parallelism, numbers -> {
            DataStream<Long> step = numbers.keyBy(Long.class, number -> refuseTenths(number) % 7)
                    .process("step", (Long number, KeyedContext<Long> context, Emitter<Long> out) -> out.emit(number))
                    .typed(Long.class);
            step.deadLetters().sink("letters", letters::add);
            step.sink("output", results::add);
        });

        assertDead(status, "step");
        assertThat(results).hasSize(RECORDS - (int) DEAD);
        assertThat(status.operator("step").recordsIn()).isEqualTo(RECORDS);
        assertThat(status.operator("numbers").sideRecordsOut()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldWriteLettersForRecordsOfWindows(int parallelism) throws Exception {
        TopologyStatus status = run(parallelism, numbers -> {
            var step = numbers.keyBy(Long.class, number -> number % 7)
                    .window(WindowSpec.tumbling(Duration.ofMillis(100)))
                    .aggregate("step", Aggregates.sum(number -> refuseTenths(number)));
            step.deadLetters().sink("letters", letters::add);
            step.sink("output", result -> results.add(result.value()));
        });

        assertDead(status, "step");
        long sum =
                LongStream.range(0, RECORDS).filter(number -> number % 10 != 0).sum();
        assertThat(results.stream().mapToLong(value -> (Long) value).sum()).isEqualTo(sum);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldTakeTheLettersOfASinkToAnother(int parallelism) throws Exception {
        TopologyStatus status = run(parallelism, numbers -> {
            SinkStep step = numbers.blockingSink("step", number -> results.add(refuseTenths(number)));
            step.deadLetters().sink("letters", letters::add);
        });

        assertDead(status, "step");
        assertThat(results).hasSize(RECORDS - (int) DEAD);
    }

    @Test
    void shouldTellListenersWithTheRecordItself() throws Exception {
        taps.deadLetters().listenWith(heard::add);

        run(1, numbers -> numbers.sink("step", DeadLetterTest::refuseTenths).onError(ErrorPolicy.DEAD_LETTER));

        assertThat(heard).hasSize((int) DEAD).extracting(DeadLettered::value).contains(0L, 1990L);
    }

    @Test
    void shouldKeepTheNewestOnlyAndBoundTheirText() throws Exception {
        TopologyStatus status = run(
                1,
                numbers -> numbers.map("wide", number -> number + "x".repeat(5_000))
                        .sink("step", text -> {
                            throw new IllegalArgumentException(text);
                        })
                        .onError(ErrorPolicy.DEAD_LETTER));

        assertThat(status.operator("step").deadLetters()).isEqualTo(RECORDS);
        List<DeadLetter> newest = taps.deadLetters().newest(Integer.MAX_VALUE);
        assertThat(newest).hasSize(DeadLetterLog.CAPACITY);
        assertThat(newest.get(0).record()).startsWith("1999x").hasSizeLessThan(1_100);
        assertThat(newest.get(0).cause().message()).hasSizeLessThan(600);
        assertThat(newest.get(0).cause().stackTrace()).hasSizeLessThan(8_000);
        assertThat(taps.deadLetters().newest(3)).extracting(DeadLetter::number).containsExactly(2000L, 1999L, 1998L);
    }

    private void assertDead(TopologyStatus status, String step) {
        assertThat(status.state()).as("%s", status.failure()).isEqualTo(TopologyState.FINISHED);
        assertThat(status.operator(step).deadLetters()).isEqualTo(DEAD);
        assertThat(status.operator(step).skippedRecords()).isZero();
        assertThat(status.operator(step).sideRecordsOut()).isEqualTo(Map.of("dead-letters", DEAD));
        assertThat(letters).hasSize((int) DEAD).extracting(DeadLetter::record).doesNotHaveDuplicates();
        assertThat(taps.deadLetters().newest(1_000)).containsExactlyInAnyOrderElementsOf(letters);
    }

    private static long refuseTenths(long number) {
        if (number % 10 == 0) {
            throw new IllegalArgumentException("one too many");
        }
        return number;
    }

    private TopologyStatus run(int parallelism, Consumer<DataStream<Long>> steps) throws Exception {
        List<Timestamped<Long>> numbers = LongStream.range(0, RECORDS)
                .mapToObj(n -> new Timestamped<>(n, n))
                .toList();
        TopologyBuilder builder = TopologyBuilder.named("letters");
        steps.accept(builder.source("numbers", Sources.timestamped(numbers)).typed(Long.class));
        try (TaskExecutor executor = new TaskExecutor(WorkerSettings.defaults().withParallelism(parallelism))) {
            return executor.run(builder.build(), change -> {}, taps).await(Duration.ofSeconds(30));
        }
    }
}

package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.status.TopologyState;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Guarantee;
import io.millrace.worker.checkpoint.InMemoryCheckpointStore;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.DeadLetterLog;
import io.millrace.worker.task.Taps;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One number of each split becomes a dead letter, and is given to its step again when the fault is mended. */
@Timeout(60)
class DeadLetterReplayTest {

    private static final String NAME = "replayed";
    private static final int KEYS = 5;
    private static final int SPLITS = 2;
    private static final int COUNT = 100;
    private static final SupervisorSettings SETTINGS = SupervisorSettings.every(Duration.ofMillis(10))
            .withRestarts(new RestartBudget.Settings(3, 3_600_000, 1, 4));

    private static final SupervisorSettings SELDOM =
            SupervisorSettings.every(Duration.ofHours(1)).withRestarts(new RestartBudget.Settings(3, 3_600_000, 1, 4));

    private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(NAME);
    private final GatedNumbers numbers = new GatedNumbers(SPLITS, COUNT);
    private final ShownLines shown = new ShownLines();
    private final Taps taps = new Taps();
    private final DeadLetterLog letters = taps.deadLetters();
    private final PassingFault fault = new PassingFault(Integer.MAX_VALUE);
    private final PassingFault strict = new PassingFault(0);
    private PassingFault later = new PassingFault(0);
    private final TaskExecutor executor = new TaskExecutor(
            WorkerSettings.defaults().withThreads(2).withParallelism(2).withBatchSize(16));

    @AfterEach
    void close() {
        executor.close();
    }

    @ParameterizedTest
    @CsvSource({"false, EXACTLY_ONCE", "true, EXACTLY_ONCE", "false, AT_LEAST_ONCE", "true, AT_LEAST_ONCE"})
    void shouldCountEachNumberOnceWhenAllIsDone(boolean isKeyed, Guarantee guarantee) throws Exception {
        TopologyRun run = start(isKeyed, guarantee, strict);
        awaitLetters();
        fault.pass();

        DeadLetterLog.Outcome outcome = letters.replay(null);

        assertThat(outcome.done()).isEqualTo(SPLITS);
        assertThat(outcome.refused()).isEmpty();
        Await.until(() -> letters.kept(10).isEmpty(), () -> letters.kept(10));
        finish(run);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 40));
    }

    @Test
    void shouldKeepTheLetterUntilACheckpointHoldsTheRecord() throws Exception {
        PassingFault once = new PassingFault(1);
        TopologyRun run = start(false, Guarantee.EXACTLY_ONCE, once);
        awaitLetters();
        // One that begins after the letters were written holds the records that were left out.
        long completed = run.status().checkpoints().completed();
        Await.until(() -> run.status().checkpoints().completed() > completed + 1, run::status);
        fault.pass();

        DeadLetterLog.Outcome outcome = letters.replay(null);
        // The first record may bring its task down before the second letter is looked at.
        assertThat(outcome.done()).isPositive();
        assertThat(outcome.refused().values()).allSatisfy(why -> assertThat(why).startsWith("Its task does not run"));
        Await.until(() -> once.isOver() && run.status().checkpoints().restarts() == 1, run::status);
        Await.until(
                () -> run.status().state() == TopologyState.RUNNING
                        && letters.kept(10).stream().noneMatch(DeadLetterLog.Kept::isUnderWay),
                () -> letters.kept(10));
        assertThat(letters.kept(10)).as("the failure has undone it").hasSizeBetween(1, SPLITS);

        Await.until(
                () -> {
                    letters.replay(null);
                    return letters.kept(10).isEmpty();
                },
                () -> letters.kept(10));
        finish(run);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 40));
    }

    @Test
    void shouldForgetALetterWhoseRecordComesAgain() throws Exception {
        later = new PassingFault(1);
        TopologyRun run = start(false, Guarantee.EXACTLY_ONCE, strict, SELDOM);
        awaitLetters();

        finish(run);

        assertThat(later.isOver()).isTrue();
        assertThat(letters.kept(10))
                .as("one for each split, and not one for each run")
                .hasSize(SPLITS);
        assertThat(shown.lines()).hasSize((COUNT - 1) * SPLITS).doesNotHaveDuplicates();
    }

    @Test
    void shouldLetGoOfALetterWithTheLastCheckpoint() throws Exception {
        TopologyRun run = start(false, Guarantee.EXACTLY_ONCE, strict, SELDOM);
        awaitLetters();
        fault.pass();

        assertThat(letters.replay(null).done()).isEqualTo(SPLITS);
        finish(run);

        assertThat(letters.kept(10)).isEmpty();
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 40));
    }

    @Test
    void shouldWriteAnotherLetterForWhatFailsOnceMore() throws Exception {
        TopologyRun run = start(false, Guarantee.EXACTLY_ONCE, strict);
        awaitLetters();
        long newest = letters.kept(1).get(0).number();

        assertThat(letters.replay(Set.of(newest)).done()).isEqualTo(1);

        Await.until(
                () -> letters.kept(10).stream().noneMatch(letter -> letter.number() == newest), () -> letters.kept(10));
        assertThat(letters.kept(10))
                .hasSize(SPLITS)
                .allSatisfy(letter -> assertThat(letter.letter().record()).isEqualTo("30"));
        finish(run);
    }

    @Test
    void shouldTakeARecordAgainWhereThereAreNoCheckpoints() throws Exception {
        TopologyBuilder builder = TopologyBuilder.named(NAME).guarantee(Guarantee.AT_MOST_ONCE);
        counts(builder, false, strict);
        numbers.lift(60);
        TopologyRun run = executor.run(builder.build(), change -> {}, taps);
        awaitLetters();
        fault.pass();

        assertThat(letters.replay(null).done()).isEqualTo(SPLITS);

        Await.until(() -> letters.kept(10).isEmpty(), () -> letters.kept(10));
        numbers.lift(COUNT);
        run.await(Duration.ofSeconds(30));
        assertThat(shown.written()).isEqualTo(COUNT * SPLITS);
    }

    @Test
    void shouldSayWhyALetterCannotBeReplayed() throws Exception {
        TopologyBuilder builder = TopologyBuilder.named(NAME);
        builder.source("numbers", numbers)
                .keyBy(Long.class, number -> check(number, fault) % KEYS)
                .process("counts", new Counting(), Counting.COUNT)
                .onError(ErrorPolicy.DEAD_LETTER)
                .sinkTo("shown", shown);
        numbers.lift(60);
        TopologyRun run = executor.run(builder.build(), change -> {}, taps, store, SETTINGS);
        awaitLetters();
        long key = letters.kept(1).get(0).number();

        DeadLetterLog.Outcome outcome = letters.replay(Set.of(key, 777L));

        assertThat(outcome.done()).isZero();
        assertThat(outcome.refused().get(key)).contains("key", "drop it");
        assertThat(outcome.refused().get(777L)).contains("not kept");
        finish(run);
    }

    @Test
    void shouldReplayNothingWhereNothingRuns() throws Exception {
        TopologyRun run = start(false, Guarantee.EXACTLY_ONCE, strict);
        awaitLetters();
        finish(run);

        DeadLetterLog.Outcome outcome = letters.replay(null);

        assertThat(outcome.done()).isZero();
        assertThat(outcome.refused())
                .hasSize(SPLITS)
                .allSatisfy((number, reason) -> assertThat(reason).contains("operator=bad", "start the topology"));
    }

    @Test
    void shouldDropLetters() throws Exception {
        TopologyRun run = start(false, Guarantee.EXACTLY_ONCE, strict);
        awaitLetters();
        long newest = letters.kept(1).get(0).number();

        assertThat(letters.drop(Set.of(newest, 777L)).refused()).containsOnlyKeys(777L);
        assertThat(letters.kept(10)).extracting(DeadLetterLog.Kept::number).doesNotContain(newest);
        assertThat(letters.drop(null).done()).isEqualTo(SPLITS - 1);
        assertThat(letters.kept(10)).isEmpty();
        finish(run);
    }

    private TopologyRun start(boolean isKeyed, Guarantee guarantee, PassingFault downstream) {
        return start(isKeyed, guarantee, downstream, SETTINGS);
    }

    private TopologyRun start(
            boolean isKeyed, Guarantee guarantee, PassingFault downstream, SupervisorSettings settings) {
        TopologyBuilder builder = TopologyBuilder.named(NAME).guarantee(guarantee);
        counts(builder, isKeyed, downstream);
        numbers.lift(60);
        return executor.run(builder.build(), change -> {}, taps, store, settings);
    }

    private void counts(TopologyBuilder builder, boolean isKeyed, PassingFault downstream) {
        DataStream<Long> source = builder.source("numbers", numbers).typed(Long.class);
        DataStream<Long> checked = isKeyed
                ? source.keyBy(Long.class, number -> number % 7)
                        .process(
                                "bad",
                                (Long number, KeyedContext<Long> context, Emitter<Long> out) ->
                                        out.emit(check(number, fault)))
                        .typed(Long.class)
                : source.map("bad", number -> check(number, fault)).typed(Long.class);
        checked.onError(ErrorPolicy.DEAD_LETTER)
                .map("strict", number -> {
                    later.at(number == 90, "later " + number);
                    return check(number, downstream);
                })
                .typed(Long.class)
                .keyBy(Long.class, number -> number % KEYS)
                .process("counts", new Counting(), Counting.COUNT)
                .sinkTo("shown", shown);
    }

    private static Long check(Long number, PassingFault fault) {
        fault.at(number == 30, "bad " + number);
        return number;
    }

    private void awaitLetters() {
        Await.until(() -> letters.kept(10).size() == SPLITS, () -> letters.kept(10));
    }

    private void finish(TopologyRun run) throws Exception {
        numbers.lift(COUNT);
        assertThat(run.await(Duration.ofSeconds(30)).state()).isEqualTo(TopologyState.FINISHED);
    }
}

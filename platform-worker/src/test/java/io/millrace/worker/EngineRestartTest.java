package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.deadletter.DeadLetter;
import io.millrace.sink.Transaction;
import io.millrace.sink.TransactionalSink;
import io.millrace.sink.TransactionalWriter;
import io.millrace.status.CheckpointStatus;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import io.millrace.worker.checkpoint.InMemoryCheckpointStore;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** User code fails while checkpoints are taken: what is restarted, what is not, and what comes out in the end. */
@Timeout(60)
class EngineRestartTest {

    private static final String NAME = "restarted";
    private static final int KEYS = 5;
    private static final int SPLITS = 2;
    private static final SupervisorSettings SETTINGS = SupervisorSettings.every(Duration.ofMillis(10))
            .withRestarts(new RestartBudget.Settings(3, 3_600_000, 1, 4));

    private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(NAME);
    private final GatedNumbers numbers = new GatedNumbers(SPLITS, 100);
    private final ShownLines shown = new ShownLines();
    private final Queue<TopologyState> states = new ConcurrentLinkedQueue<>();
    private TaskExecutor executor = newExecutor();

    @AfterEach
    void close() {
        executor.close();
    }

    @Test
    void shouldRestartOnlyThePartThatFails() throws Exception {
        GatedNumbers others = new GatedNumbers(SPLITS, 100);
        ShownLines othersShown = new ShownLines();
        PassingFault fault = new PassingFault(1);
        TopologyBuilder builder = TopologyBuilder.named(NAME);
        count("counts", failing(builder, fault)).sinkTo("shown", shown);
        count("other-counts", builder.source("others", others)).sinkTo("others-shown", othersShown);
        TopologyRun run = start(builder.build(), SETTINGS);
        others.lift(20);
        numbers.lift(20);
        Await.until(
                () -> shown.lines().size() == 20 * SPLITS, () -> shown.lines().size());
        numbers.lift(100);
        others.lift(100);
        TopologyStatus status = finished(run);
        assertThat(status.checkpoints().restarts()).isOne();
        assertThat(status.checkpoints().restoredFrom()).isPositive();
        assertThat(numbers.opened()).isEqualTo(2 * SPLITS);
        assertThat(others.opened()).isEqualTo(SPLITS);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 40));
        assertThat(othersShown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 40));
        assertThat(states).containsSubsequence(TopologyState.RUNNING, TopologyState.RECOVERING, TopologyState.RUNNING);
    }

    @Test
    void shouldRestartBothPartsWhenBothFail() throws Exception {
        GatedNumbers others = new GatedNumbers(SPLITS, 100);
        ShownLines othersShown = new ShownLines();
        PassingFault fault = new PassingFault(2);
        TopologyBuilder builder = TopologyBuilder.named(NAME);
        count("counts", failing(builder, fault)).sinkTo("shown", shown);
        count("other-counts", builder.source("others", others).map("bad-others", n -> check(n, fault)))
                .sinkTo("others-shown", othersShown);
        TopologyRun run = start(builder.build(), SETTINGS);
        others.lift(100);
        numbers.lift(100);
        finished(run);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 40));
        assertThat(othersShown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 40));
    }

    @Test
    void shouldFailWhenItHasBeenRestartedOftenEnough() throws Exception {
        TopologyBuilder builder = TopologyBuilder.named(NAME);
        count("counts", failing(builder, new PassingFault(Integer.MAX_VALUE))).sinkTo("shown", shown);
        TopologyRun run = start(builder.build(), SETTINGS);
        numbers.lift(100);
        TopologyStatus status = run.await(Duration.ofSeconds(30));
        assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        assertThat(status.failure()).isNotNull();
        assertThat(status.failure().operator()).isEqualTo("bad");
        assertThat(status.failure().record()).isEqualTo("30");
        assertThat(status.checkpoints().restarts()).isEqualTo(3);
    }

    @Test
    void shouldGoOnWhereItWasAfterItHasFailed() throws Exception {
        PassingFault fault = new PassingFault(Integer.MAX_VALUE);
        TopologyBuilder builder = TopologyBuilder.named(NAME);
        count("counts", failing(builder, fault)).sinkTo("shown", shown);
        Topology topology = builder.build();
        numbers.lift(20);
        TopologyRun run = start(topology, SETTINGS);
        Await.until(
                () -> shown.lines().size() == 20 * SPLITS, () -> shown.lines().size());
        numbers.lift(100);
        assertThat(run.await(Duration.ofSeconds(30)).state()).isEqualTo(TopologyState.FAILED);
        fault.pass();
        finished(start(topology, SETTINGS));
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 40));
    }

    @Test
    void shouldPutAPoisonRecordWithTheDeadLettersAndRestartNothing() throws Exception {
        TopologyBuilder builder = TopologyBuilder.named(NAME);
        DataStream<Long> checked =
                failing(builder, new PassingFault(Integer.MAX_VALUE)).onError(ErrorPolicy.DEAD_LETTER);
        count("counts", checked).sinkTo("shown", shown);
        TopologyRun run = start(builder.build(), SETTINGS);
        numbers.lift(100);
        TopologyStatus status = finished(run);
        assertThat(status.checkpoints().restarts()).isZero();
        assertThat(run.deadLetters(10)).extracting(DeadLetter::operator).containsExactly("bad", "bad");
        assertThat(shown.lines()).hasSize(99 * SPLITS).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
    void shouldLoseNothingWhereASinkTakesNoPartInCheckpoints(Guarantee guarantee) throws Exception {
        Queue<Long> written = new ConcurrentLinkedQueue<>();
        TopologyBuilder builder = TopologyBuilder.named(NAME).guarantee(guarantee);
        failing(builder, new PassingFault(1))
                .keyBy(Long.class, n -> n)
                .process("same", new SameNumber())
                .typed(Long.class)
                .sink("written", written::add);
        TopologyRun run = start(builder.build(), SETTINGS);
        numbers.lift(20);
        Await.until(() -> written.size() >= 20 * SPLITS, written::size);
        numbers.lift(100);
        assertThat(finished(run).checkpoints().restarts()).isOne();
        assertThat(written.size()).isGreaterThanOrEqualTo(100 * SPLITS);
        assertThat(Set.copyOf(written))
                .isEqualTo(new HashSet<>(LongStream.range(0, 100).boxed().toList()));
    }

    @Test
    void shouldCountNoRecordTooSeldomAtLeastOnce() throws Exception {
        TopologyBuilder builder = TopologyBuilder.named(NAME).guarantee(Guarantee.AT_LEAST_ONCE);
        count("counts", failing(builder, new PassingFault(1))).sinkTo("shown", shown);
        TopologyRun run = start(builder.build(), SETTINGS);
        numbers.lift(100);
        finished(run);
        assertThat(shown.lines()).containsAll(Counting.lines(KEYS, 0, 40));
    }

    @Test
    void shouldNotRestartWithoutCheckpoints() throws Exception {
        TopologyBuilder builder = TopologyBuilder.named(NAME).guarantee(Guarantee.AT_MOST_ONCE);
        count("counts", failing(builder, new PassingFault(1))).sinkTo("shown", shown);
        numbers.lift(100);
        TopologyStatus status = executor.run(builder.build()).await(Duration.ofSeconds(30));
        assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        assertThat(status.checkpoints()).isEqualTo(CheckpointStatus.NONE);
        // One may have failed before the other was opened; none is opened again.
        assertThat(numbers.opened()).isLessThanOrEqualTo(SPLITS);
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowEachResultOnceWhenTheSinkFails(SinkCall call) throws Exception {
        PassingFault fault = new PassingFault(2);
        TopologyBuilder builder = TopologyBuilder.named(NAME);
        count("counts", builder.source("numbers", numbers)).sinkTo("shown", new FailingSink(shown, call, fault));
        TopologyRun run = start(builder.build(), SETTINGS);
        numbers.lift(50);
        Await.until(
                () -> shown.lines().size() >= 50 * SPLITS, () -> shown.lines().size());
        numbers.lift(100);
        finished(run);
        assertThat(fault.isOver()).isTrue();
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 40));
    }

    @Test
    void shouldShowAllInALastCheckpointWhenTheSourcesHaveEnded() throws Exception {
        TopologyBuilder builder = TopologyBuilder.named(NAME);
        count("counts", builder.source("numbers", numbers)).sinkTo("shown", shown);
        TopologyRun run = start(builder.build(), SupervisorSettings.every(Duration.ofHours(1)));
        numbers.lift(100);
        CheckpointStatus checkpoints = finished(run).checkpoints();
        assertThat(checkpoints.completed()).isOne();
        assertThat(checkpoints.last()).isNotNull();
        assertThat(checkpoints.last().kind()).isEqualTo("END");
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, 40));
        assertThat(store.latest()).as("kept until it is closed").isPresent();
        executor.close();
        assertThat(store.latest()).as("the next run begins anew").isEmpty();
    }

    @Test
    void shouldGoOnWithOpenWindowsWhereItWasStopped() throws Exception {
        SupervisorSettings seldom = SupervisorSettings.every(Duration.ofHours(1));
        numbers.lift(55);
        TopologyRun run = start(windows(), seldom);
        Await.until(() -> run.status().operator("source").recordsOut() == 55 * SPLITS, run::status);
        run.stop();
        TopologyStatus status = run.await(Duration.ofSeconds(30));
        assertThat(status.state()).isEqualTo(TopologyState.STOPPED);
        assertThat(status.checkpoints().last()).isNotNull();
        assertThat(status.checkpoints().last().kind()).isEqualTo("STOP");
        List<String> before = shown.lines();
        assertThat(before).isSubsetOf(windowLines()).doesNotContain("50:20");
        executor.close();
        executor = newExecutor();
        numbers.lift(100);
        finished(start(windows(), seldom));
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(windowLines());
    }

    private Topology windows() {
        TopologyBuilder builder = TopologyBuilder.named(NAME);
        builder.source("source", numbers)
                .keyBy(String.class, n -> "all")
                .window(WindowSpec.tumbling(Duration.ofMillis(10)))
                .aggregate("counts", Aggregates.count())
                .map("lines", result -> result.window().startMillis() + ":" + result.value())
                .sinkTo("shown", shown);
        return builder.build();
    }

    private static List<String> windowLines() {
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < 100; start += 10) {
            lines.add(start + ":" + 10 * SPLITS);
        }
        return lines;
    }

    private DataStream<Long> failing(TopologyBuilder builder, PassingFault fault) {
        return builder.source("numbers", numbers)
                .map("bad", n -> check(n, fault))
                .typed(Long.class);
    }

    private static Long check(Long number, PassingFault fault) {
        fault.at(number == 30, "bad " + number);
        return number;
    }

    private static DataStream<String> count(String name, DataStream<Long> stream) {
        return stream.keyBy(Long.class, n -> n % KEYS).process(name, new Counting(), Counting.COUNT);
    }

    private TopologyRun start(Topology topology, SupervisorSettings settings) {
        return executor.run(topology, this::note, new Taps(), store, settings);
    }

    private void note(TopologyStateChanged change) {
        states.add(change.to());
    }

    private static TopologyStatus finished(TopologyRun run) throws InterruptedException {
        TopologyStatus status = run.await(Duration.ofSeconds(30));
        assertThat(status.failure()).isNull();
        assertThat(status.state()).isEqualTo(TopologyState.FINISHED);
        return status;
    }

    private static TaskExecutor newExecutor() {
        return new TaskExecutor(
                WorkerSettings.defaults().withThreads(2).withParallelism(2).withBatchSize(16));
    }

    /** A call of a sink that can fail. */
    enum SinkCall {
        OPEN,
        RECOVER,
        WRITE,
        PREPARE,
        COMMIT
    }

    private record FailingSink(ShownLines lines, SinkCall call, PassingFault fault)
            implements TransactionalSink<String> {

        @Override
        public TransactionalWriter<String> open(int taskIndex, int parallelism) {
            comeTo(SinkCall.OPEN);
            return new Writer(lines.open(taskIndex, parallelism), this);
        }

        void comeTo(SinkCall reached) {
            fault.at(reached == call, "sink " + reached);
        }

        private record Writer(TransactionalWriter<String> writer, FailingSink sink)
                implements TransactionalWriter<String> {

            @Override
            public void recover(long checkpointId, List<Transaction> prepared) throws Exception {
                sink.comeTo(SinkCall.RECOVER);
                writer.recover(checkpointId, prepared);
            }

            @Override
            public void write(String line, long timestampMillis) throws Exception {
                sink.comeTo(SinkCall.WRITE);
                writer.write(line, timestampMillis);
            }

            @Override
            public List<Transaction> prepare(long checkpointId) throws Exception {
                sink.comeTo(SinkCall.PREPARE);
                return writer.prepare(checkpointId);
            }

            @Override
            public void commit(Transaction transaction) throws Exception {
                sink.comeTo(SinkCall.COMMIT);
                writer.commit(transaction);
            }
        }
    }
}
